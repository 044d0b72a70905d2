import "server-only";
import { sql } from "drizzle-orm";
import type { PermissionId } from "@/lib/access/catalogue";
import { addsToRole, beyondRevision } from "@/lib/access/duties";
import { lastingGrants } from "@/lib/access/facts";
import { difference, idsOf, union } from "@/lib/access/permission-set";
import { permissionsInWords } from "@/lib/access/permission-words";
import { type Adjustments, closeRole, effectiveOf, type RoleContents } from "@/lib/access/role";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { type Draft, draftOf } from "./input";
import type { RoleRecord } from "./record";

/**
 * What a form's draft holds, closed under dependencies.
 * @throws Refusal `invalid` for a role that would hold nothing.
 */
export function contentsOf(draft: Draft): RoleContents {
  const contents = closeRole(draftOf(draft));
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
  const [taken] = await tx.execute<{ name: string }>(sql`
    select name from roles where workspace_id = ${workspace.id} and ended_at is null and lower(name) = lower(${name})
      ${roleId ? sql`and id <> ${roleId}` : sql``}`);
  if (taken)
    throw new Refusal("conflict", `There is a role ${taken.name} already. Choose another name.`, {
      name: `There is a role ${taken.name} already.`,
    });
}

/** @throws Refusal when a new role or a revision adds or takes what the actor does not hold on the workspace. */
export function refuseBeyond(
  { access, root }: Scope,
  before: RoleContents | null,
  after: RoleContents | null,
): void {
  refuse(
    beyondRevision(access, root, before, after),
    before ? "This adds or takes more than you hold yourself" : "This role holds more than you do",
  );
}

/**
 * @throws Refusal when grants of a role end or turn into grants of another one, and either is worth more than the actor
 * holds on the workspace, in any way in which those grants adjust their role.
 */
export function refuseBeyondReplacement(
  { access, root }: Scope,
  before: RoleContents,
  after: RoleContents | null,
  adjustments: readonly Adjustments[],
): void {
  const worth = [{ plus: [], minus: [] }, ...adjustments].flatMap((adjust) =>
    [before, ...(after ? [after] : [])].map((contents) => effectiveOf(contents, adjust, true)),
  );
  refuse(
    idsOf(difference(worth.reduce(union), access.permissionsOn(root))),
    "This takes or gives more than you hold yourself",
  );
}

function refuse(beyond: readonly PermissionId[], what: string): void {
  if (beyond.length > 0)
    throw new Refusal("forbidden", `${what}: ${permissionsInWords(beyond)}. Choose less, or ask an Admin.`, {
      draft: `Beyond what you hold: ${permissionsInWords(beyond)}.`,
    });
}

/** @throws Refusal when somebody who holds the role, now or later, would add to it: that is their own access. */
export function refuseOwnGain(scope: Scope, role: RoleRecord, after: RoleContents | null): void {
  if (!after || scope.access.administrator || !addsToRole(role.contents, after)) return;
  if (holdsRole(scope, role.id))
    throw new Refusal(
      "forbidden",
      `You hold ${role.name} yourself, and nobody changes their own access. Ask another Admin to add to it.`,
    );
}

/** Whether a role reaches the actor now or later, directly or through a group. */
function holdsRole({ facts, now }: Scope, roleId: string): boolean {
  return lastingGrants(facts, now).some(({ role }) => role.id === roleId);
}

/** Whether two contents say the same: stored contents stand in the order of the catalogue. */
export function sameContents(a: RoleContents, b: RoleContents): boolean {
  return a.applications.join() === b.applications.join() && a.permissions.join() === b.permissions.join();
}
