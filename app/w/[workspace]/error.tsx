"use client";

import { useParams } from "next/navigation";
import { FailedPage } from "@/components/failed-page";

/** Inside the shell: something failed, access did not change. */
export default function WorkspaceError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <FailedPage {...(error.digest ? { id: error.digest } : {})} retry={reset} home={`/w/${workspace}`} />
  );
}
