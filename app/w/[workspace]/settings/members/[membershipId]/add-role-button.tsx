"use client";

import { Button } from "@/components/ui/button";
import type { MemberRef } from "../change-words";
import { useMemberChanges } from "../member-changes";

export function AddRoleButton({ member }: { member: MemberRef }) {
  const { choose } = useMemberChanges();
  return (
    <Button icon="plus" onClick={() => choose(member, { kind: "add" })}>
      Add role
    </Button>
  );
}

/** Ends one role that is held directly; asks first. */
export function EndRoleButton({
  member,
  grantId,
  roleName,
}: {
  member: MemberRef;
  grantId: string;
  roleName: string;
}) {
  const { choose } = useMemberChanges();
  return (
    <Button
      size="s"
      kind="quiet"
      aria-label={`End ${roleName} of ${member.name}`}
      onClick={() => choose(member, { kind: "end", grantId, roleName })}
    >
      End…
    </Button>
  );
}
