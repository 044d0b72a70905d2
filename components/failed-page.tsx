"use client";

import { StopPage } from "./stop-page";
import { Button, LinkButton } from "./ui/button";

/** A page that could not be loaded. `id`: under which the failure was written down. */
export function FailedPage({ id, retry, home = "/" }: { id?: string; retry: () => void; home?: string }) {
  return (
    <StopPage
      title="This page could not be loaded"
      lead="The fault is on our side. Nobody’s access has changed."
      actions={
        <>
          <Button kind="primary" onClick={() => retry()}>
            Try again
          </Button>
          <LinkButton href={home}>Back to My access</LinkButton>
        </>
      }
      footnote={
        id && (
          <>
            Tell support this number: <code>{id}</code>
          </>
        )
      }
    />
  );
}
