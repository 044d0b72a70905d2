"use client";

import { useParams } from "next/navigation";
import { StopPage } from "@/components/stop-page";
import { LinkButton } from "@/components/ui/button";

/** Inside the shell: wrong, archived and foreign addresses look alike. */
export default function WorkspaceNotFound() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <StopPage
      title="There is nothing here"
      lead="The address is wrong, what it named was archived, or it is not open to you."
      actions={
        <LinkButton kind="primary" href={`/w/${workspace}`}>
          Back to My access
        </LinkButton>
      }
    />
  );
}
