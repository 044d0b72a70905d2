"use client";

import { FailedPage } from "@/components/failed-page";
import { PublicShell } from "@/components/shell/public-shell";
import "./styles/globals.css";

export default function FailedEverywhere({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something failed · Remit</title>
        <PublicShell>
          <FailedPage id={error.digest} retry={retry} />
        </PublicShell>
      </body>
    </html>
  );
}
