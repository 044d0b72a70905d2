"use client";

import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { GivenRole } from "@/lib/groups/detail";
import { endGroupGrantAction } from "../actions";
import { GroupChangeDialog } from "../group-change-dialog";

/** Ends one thing that the group gives. */
export function EndGrant({
  workspace,
  group,
  grant,
}: {
  workspace: string;
  group: { id: string; name: string };
  grant: GivenRole;
}) {
  const [open, setOpen] = useState(false);
  const what = grant.resource.kind === "workspace" ? grant.role : `${grant.role} on ${grant.resource.name}`;
  return (
    <>
      <IconButton icon="close" label={`End ${what}`} onClick={() => setOpen(true)} />
      {open && (
        <GroupChangeDialog
          workspace={workspace}
          groupId={group.id}
          title={`End ${what}`}
          verb="End it"
          danger
          consequence={`For all members of ${group.name}, at once.`}
          change={{ kind: "end", grantId: grant.grantId }}
          act={endGroupGrantAction}
          input={{ grantId: grant.grantId }}
          told={({ name }) => `${what} of ${name} has ended.`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
