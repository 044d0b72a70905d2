import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { m } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { accountAdministrators as admins } from "@/db/schema/accounts";
import { permissionOf } from "@/lib/access/catalogue";
import { holdsMore } from "@/lib/access/duties";
import type { ResourceRef } from "@/lib/access/facts";
import { permissionsInShort } from "@/lib/access/permission-words";
import type { Scope } from "@/lib/doorway/scope";
import { accessOfPeople, firstNameOf } from "./access-of-people";

/** Somebody who holds more than the person who asks, and what, in words. */
export type Stronger = { name: string; more: string };

/**
 * Somebody among many people, but not the person who asks, who holds more than they do on one of the resources; an
 * account administrator does everywhere. Null when nobody does.
 * @param which condition on a membership `m`
 */
export async function strongerAmong(
  scope: Scope,
  which: SQL,
  resources: readonly ResourceRef[],
): Promise<Stronger | null> {
  const { tx, workspace, access, membershipId } = scope;
  const others = sql`${which} and ${m.id} is distinct from ${membershipId}::uuid`;
  const onWorkspace = resources.some(({ kind }) => kind === "workspace");
  const held = await accessOfPeople(tx, workspace, others);
  for (const [number, shared] of held.byNumber) {
    // What counts on the workspace alone is not held elsewhere.
    const more = holdsMore(shared.access, resources, access).filter(
      (id) => onWorkspace || permissionOf(id).scope === "R",
    );
    if (more.length === 0) continue;
    const ids = [...held.numbers].filter(([, one]) => one === number).map(([id]) => id);
    const name = await firstNameOf(scope, isAmong(m.id, ids));
    return { name: name ?? "Somebody", more: permissionsInShort(more) };
  }
  if (access.administrator) return null;
  const administrator = await firstNameOf(
    scope,
    sql`${others} and ${m.userId} in (select ${admins.userId} from ${admins}
      where ${admins.accountId} = ${workspace.accountId} and ${holdsNow(admins)})`,
  );
  return administrator ? { name: administrator, more: "the account" } : null;
}
