"use client";

import { FailedPage } from "@/components/failed-page";

export default function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <FailedPage id={error.digest} retry={retry} />;
}
