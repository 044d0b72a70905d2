"use client";

import { useOpened } from "../../use-opened";
import type { MemberRef } from "./change-words";
import { useMemberChanges } from "./member-changes";

const kinds = ["make", "add", "deactivate", "reactivate", "revoke"] as const;

/** Opens the change that the address asks for, with a role chosen already if it names one. */
export function OpenedChange({ member }: { member: MemberRef }) {
  const { roles, choose } = useMemberChanges();
  useOpened((wanted, given) => {
    const kind = kinds.find((one) => one === wanted);
    if (!kind) return false;
    const roleId = roles.find(({ id }) => id === given)?.id;
    choose(member, kind === "make" || kind === "add" ? { kind, ...(roleId && { roleId }) } : { kind });
    return true;
  });
  return null;
}
