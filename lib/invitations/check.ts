import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { roles } from "@/db/schema/roles";
import { isOwnAccess } from "@/lib/access/duties";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { type AddressState, addressStates } from "./address";
import { addressesIn, type ListedAddress } from "./address-list";
import { AddressList, longestList } from "./input";

/** What an address of a list is to the workspace; `own`: the address of the person who asks. */
export type Standing = AddressState | { state: "own" };

/** One address of a list, read and looked up. Whether another row says the same is the caller's to see. */
export type CheckedAddress = Pick<
  ListedAddress,
  "line" | "typed" | "from" | "to" | "lead" | "email" | "problem"
> & {
  standing: Standing;
  /** The role that the list names for it. */
  roleId: string | null;
  /** A role that the list names and that does not exist here, in its words. */
  unknownRole: string | null;
};

export type CheckedList = {
  rows: CheckedAddress[];
  /** How many addresses beyond the first 5,000 were left out. */
  more: number;
};

/** Reads a list of addresses and tells what each is to the workspace, before anything is sent. */
export const checkAddresses = query({
  name: "invitations.check",
  permission: "general:invite-user",
  input: AddressList,
  characters: longestList.characters + 1_000,
  perMinute: 120,
  run: async (scope, { text }): Promise<CheckedList> => {
    const { addresses, more } = addressesIn(text);
    const states = await addressStates(
      scope,
      addresses.flatMap(({ email }) => email ?? []),
    );
    const roleIds = await roleNames(scope);
    const rows = addresses.map(({ role, roleIsMeant, ...address }): CheckedAddress => {
      const { email } = address;
      const roleId = (role && roleIds.get(role.toLowerCase())) || null;
      const known = (email && states.get(email)) || { state: "new" as const };
      const own = email !== null && isOwnAccess(scope.actor.email, email);
      return {
        ...address,
        standing: own ? { state: "own" } : known,
        roleId,
        unknownRole: role && roleIsMeant && !roleId ? role.slice(0, 60) : null,
      };
    });
    return { rows, more };
  },
});

async function roleNames({ tx, workspace }: Scope): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: roles.id, name: sql<string>`lower(${roles.name})` })
    .from(roles)
    .where(and(eq(roles.workspaceId, workspace.id), isNull(roles.endedAt), ne(roles.kind, "governance")));
  return new Map(rows.map(({ id, name }) => [name, id]));
}
