import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { roles } from "@/db/schema/roles";
import { closed, type RoleContents } from "@/lib/access/role";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import type { Draft } from "./input";
import type { RoleRecord } from "./record";

/**
 * What a form's draft holds, with everything that requires.
 * @throws Refusal `invalid` for a role that would hold nothing.
 */
export function contentsOf(draft: Draft): RoleContents {
  const contents = closed(draft);
  if (contents.permissions.length === 0)
    throw new Refusal("invalid", "A role holds at least one permission. Choose a level or a permission.", {
      draft: "Choose a level or a permission.",
    });
  return contents;
}

/** @throws Refusal for what is seeded in every workspace: it is not changed here, only cloned. */
export function refuseSeeded({ kind, name }: Pick<RoleRecord, "kind" | "name">): void {
  if (kind === "custom") return;
  const what = kind === "system" ? "a system role" : "a governance role";
  throw new Refusal(
    "forbidden",
    `${name} is ${what}, the same in every workspace. Clone it, and change the clone.`,
  );
}

/** @throws Refusal `conflict` when another role of the workspace has that name, in whatever case. */
export async function refuseTakenName(
  { tx, workspace }: Scope,
  name: string,
  roleId?: string,
): Promise<void> {
  const [taken] = await tx
    .select({ name: roles.name })
    .from(roles)
    .where(
      and(
        eq(roles.workspaceId, workspace.id),
        isNull(roles.endedAt),
        sql`lower(${roles.name}) = lower(${name})`,
        roleId ? ne(roles.id, roleId) : undefined,
      ),
    );
  if (taken)
    throw new Refusal("conflict", `There is a role ${taken.name} already. Choose another name.`, {
      name: `There is a role ${taken.name} already.`,
    });
}

/** Whether two contents say the same: stored contents stand in the order of the catalogue. */
export function sameContents(a: RoleContents, b: RoleContents): boolean {
  return a.applications.join() === b.applications.join() && a.permissions.join() === b.permissions.join();
}
