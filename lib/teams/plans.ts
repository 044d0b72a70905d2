import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { beyondCeiling } from "@/lib/access/duties";
import { contains, difference, idsOf } from "@/lib/access/permission-set";
import { effectiveOf } from "@/lib/access/role";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { demand, type Scope } from "@/lib/doorway/scope";
import { type DirectGrant, directGrants, ownWords, refuseHigher, refuseOwn } from "./direct";
import type { Addition, Revision } from "./input";
import { openObject, storedObject, type TeamObject } from "./object";
import { endOf, offerOf, refuseBeyond } from "./offer";
import { type Principal, principalsOf, reachesActor } from "./principals";
import type { Terms } from "./writing";

export type AdditionPlan = { object: TeamObject; principals: Principal[]; terms: Terms };

/** What an addition to a team would write, once everything that speaks against it is asked. @throws Refusal. */
export async function planAddition(
  scope: Scope,
  input: Addition & { reviewOn?: string | undefined },
): Promise<AdditionPlan> {
  const object = await openObject(scope, input.resourceId);
  const principals = await principalsOf(scope, input);
  if (principals.length === 0)
    throw new Refusal("invalid", "Choose somebody to add.", { membershipIds: "Choose somebody to add." });
  const own = principals.find((principal) => reachesActor(scope, principal));
  if (own) throw new Refusal("forbidden", ownWords(own));
  await refuseThoseOnIt(scope, object, principals);
  const offer = await offerOf(scope, input.roleId, input.rights);
  refuseBeyond(object, beyondCeiling(scope.access, [{ ...offer, resource: object }]));
  const end = await endOf(scope, object, input.ends);
  return { object, principals, terms: { offer, end, reviewOn: input.reviewOn ?? null } };
}

async function refuseThoseOnIt(
  { tx, workspace }: Scope,
  object: TeamObject,
  principals: readonly Principal[],
): Promise<void> {
  const ids = uuids(principals.map(({ id }) => id));
  const [found] = await tx.execute<{ id: string }>(sql`
    select coalesce(membership_id, group_id) as id from grants g
    where g.workspace_id = ${workspace.id} and g.resource_id = ${object.id} and ${holdsNow(sql`g`)}
      and (g.membership_id = any(${ids}) or g.group_id = any(${ids})) limit 1`);
  const already = found && principals.find(({ id }) => id === found.id);
  if (already)
    throw new Refusal(
      "conflict",
      `${already.name} is on the team of ${object.name} already. Change that row instead.`,
      { membershipIds: `Take out ${already.name}.` },
    );
}

export type RevisionPlan = { object: TeamObject; grant: DirectGrant; terms: Terms };

/**
 * What a change of somebody's place on a team would write. A change of the role needs group-access:manage. What the
 * change adds (everything, where the end changes) meets the ceiling; whoever would lose must not hold more than the
 * person who asks. @throws Refusal.
 */
export async function planRevision(scope: Scope, input: Revision): Promise<RevisionPlan> {
  const object = await openObject(scope, input.resourceId);
  const [grant] = await directGrants(scope, object, [input.grantId]);
  if (!grant) throw new Error("a grant that was found is missing");
  if (input.roleId !== grant.role.id) demand(scope, "group-access:manage", object);
  refuseOwn(scope, [grant]);
  const offer = await offerOf(scope, input.roleId, input.rights, grant);
  const end = input.ends
    ? await endOf(scope, object, input.ends)
    : { until: grant.until, with: grant.endsWith };
  const reviewOn = input.reviewOn === undefined ? grant.reviewOn : input.reviewOn;
  const terms = { offer, end, reviewOn };
  await refuseRevision(scope, { object, grant, terms });
  return { object, grant, terms };
}

async function refuseRevision(scope: Scope, { object, grant, terms }: RevisionPlan): Promise<void> {
  const { offer, end } = terms;
  const worth = effectiveOf(offer.contents, offer, false);
  const [was, now] = [endKey(grant.until, grant.endsWith), endKey(end.until, end.with)];
  const sameWorth = contains(worth, grant.worth) && contains(grant.worth, worth);
  if (sameWorth && offer.role.id === grant.role.id && was === now && terms.reviewOn === grant.reviewOn)
    throw new Refusal("invalid", "Nothing was changed. Change something, or close this.");
  const added = was === now ? difference(worth, grant.worth) : worth;
  refuseBeyond(object, idsOf(difference(added, scope.access.permissionsOn(object))));
  if (was !== now || !contains(worth, grant.worth)) await refuseHigher(scope, object, [grant]);
}

function endKey(until: string | null, endsWith: { id: string } | null): string {
  return `${until === null ? "" : Date.parse(until)} ${endsWith?.id ?? ""}`;
}

export type RemovalPlan = { object: TeamObject; grants: DirectGrant[] };

/** What taking people off a team would end. @throws Refusal. */
export async function planRemoval(
  scope: Scope,
  input: { resourceId: string; grantIds: readonly string[] },
): Promise<RemovalPlan> {
  const object = await openObject(scope, input.resourceId);
  const grants = await directGrants(scope, object, input.grantIds);
  refuseOwn(scope, grants);
  await refuseHigher(scope, object, grants);
  return { object, grants };
}

/**
 * What giving back one's own place on a team would end; on an archived object, too.
 * @throws Refusal `not-found` for whoever has no such place of their own.
 */
export async function planLeave(
  scope: Scope,
  input: { resourceId: string; grantId: string },
): Promise<RemovalPlan> {
  const isOwn = scope.facts.grants.some(
    ({ id, groupId, resource }) =>
      id === input.grantId && groupId === null && resource.id === input.resourceId,
  );
  if (!isOwn) throw notFound();
  const object = await storedObject(scope, input.resourceId);
  return { object, grants: await directGrants(scope, object, [input.grantId]) };
}
