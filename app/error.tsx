"use client";

import { FailedPage } from "@/components/failed-page";
import { PublicShell } from "@/components/shell/public-shell";

export default function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <PublicShell>
      <FailedPage id={error.digest} retry={retry} />
    </PublicShell>
  );
}
