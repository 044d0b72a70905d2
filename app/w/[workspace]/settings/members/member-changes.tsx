"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { RoleChoice } from "@/lib/roles/choices";
import type { ChosenChange, MemberRef } from "./change-words";

const MemberChangeDialog = dynamic(
  () => import("./member-change-dialog").then((module) => module.MemberChangeDialog),
  { ssr: false },
);

type Changes = {
  workspace: string;
  roles: readonly RoleChoice[];
  choose(member: MemberRef, change: ChosenChange): void;
};

const Context = createContext<Changes | null>(null);

/** Around everything from which a member's access can be changed: one dialog asks for all of them. */
export function MemberChanges({
  workspace,
  roles,
  children,
}: {
  workspace: string;
  roles: readonly RoleChoice[];
  children: ReactNode;
}) {
  const [chosen, setChosen] = useState<{ member: MemberRef; change: ChosenChange } | null>(null);
  return (
    <Context value={{ workspace, roles, choose: (member, change) => setChosen({ member, change }) }}>
      {children}
      {chosen && (
        <MemberChangeDialog
          key={`${chosen.member.membershipId} ${JSON.stringify(chosen.change)}`}
          workspace={workspace}
          roles={roles}
          {...chosen}
          onClose={() => setChosen(null)}
        />
      )}
    </Context>
  );
}

export function useMemberChanges(): Changes {
  const changes = useContext(Context);
  if (!changes) throw new Error("useMemberChanges needs MemberChanges around it");
  return changes;
}
