import "server-only";
import { eq, sql } from "drizzle-orm";
import { micros } from "@/db/dated";
import { workspaces } from "@/db/schema/accounts";
import { accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { type Decision, decide } from "@/lib/access/decide";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { holdsAt, type Instant } from "@/lib/access/instant";
import { candidatesOf, type Obstacle } from "@/lib/access/obstacle";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { grantsHeld } from "@/lib/grants/marks";
import { pathAt } from "@/lib/resources/placement";
import { type Ending, endingOf } from "./ending";
import { ExplainQuestion } from "./input";
import { placeInScope } from "./place";
import { type SmallestGrant, smallestGrantFor } from "./smallest-grant";
import { type Subject, subjectOf } from "./subject";

/** A grant on the resource or above it that does not give what was asked; `obstacle` null: its role lacks it. */
export type OtherGrant = {
  roleName: string;
  group: string | null;
  resource: { id: string; name: string };
  obstacle: Obstacle | null;
};

export type Explanation = {
  who: Subject["who"];
  permission: PermissionId;
  resource: { id: string; kind: ResourceRef["kind"]; name: string };
  at: Instant;
  when: "past" | "now" | "future";
  decision: Decision;
  /** Since when the person has been an active member at that time; null when they were none. */
  activeSince: Instant | null;
  others: OtherGrant[];
  /** What ends it first; null when nothing known does, or it is not allowed. */
  ending: Ending | null;
  /** Whether it is allowed now, where the question is about another time. */
  today: boolean | null;
  /** What would allow it from now on; null where it is allowed, or nothing could. */
  smallestGrant: SmallestGrant | null;
  /** Whether the person who asks may ask about others. */
  mayAskAboutOthers: boolean;
  /** The moment the workspace was founded. */
  since: Instant;
  timeZone: string;
  now: Instant;
};

/** Why somebody may do something, or why not: oneself for everybody, others for whoever manages users. */
export const explainAccess = query({
  name: "explain.access",
  permission: "self",
  input: ExplainQuestion,
  run: async (scope, { person, permission, resourceId, at: asked }): Promise<Explanation> => {
    const { who, userId, facts } = await subjectOf(scope, person);
    const resource = await placeInScope(scope, resourceId, facts);
    const { at, since } = await timesOf(scope, asked);
    const then = at < scope.now ? await placeThen(scope, resource, at) : resource;
    const decision = decide(facts, { permission, resource: then, at });
    const when = at === scope.now ? "now" : at < scope.now ? "past" : "future";
    const today = when === "now" ? null : accessAt(facts, scope.now).can(permission, resource);
    const allowedAhead = when === "past" ? today : decision.allow;
    const isAllowable = !allowedAhead && who.standing === "member" && accessAt(facts, scope.now).active;
    return {
      who,
      permission,
      resource: { id: resource.id, kind: resource.kind, name: resource.name },
      at,
      when,
      decision,
      activeSince: facts.active.find((period) => holdsAt(period, at))?.from ?? null,
      others: then ? othersOf(facts, permission, then, at, decision) : [],
      ending: decision.allow && then ? endingOf(facts, permission, then, at) : null,
      today,
      smallestGrant: isAllowable
        ? await smallestGrantFor(scope, { permission, resource, at: Math.max(at, scope.now) }, userId)
        : null,
      mayAskAboutOthers: scope.access.can("general:manage-user", scope.root),
      since,
      timeZone: scope.workspace.timeZone,
      now: scope.now,
    };
  },
});

/** The instant asked about, now unless a minute of the workspace's time zone is given; and its foundation. */
async function timesOf({ tx, workspace, now }: Scope, asked: string | undefined) {
  const [row] = await tx
    .select({
      at: sql<string | null>`micros(${asked ?? null}::timestamp at time zone ${workspace.timeZone})`,
      since: micros(workspaces.createdAt),
    })
    .from(workspaces)
    .where(eq(workspaces.id, workspace.id));
  return { at: row?.at ? Number(row.at) : now, since: Number(row?.since ?? now) };
}

/** The place as it lay at a past instant; null when it was not there yet. */
async function placeThen(
  { tx, workspace, root }: Scope,
  place: ResourceRef,
  at: Instant,
): Promise<ResourceRef | null> {
  if (place.id === root.id) return place;
  const path = await pathAt(tx, workspace.id, place.id, at);
  return path && { ...place, path };
}

/** Grants that reach the resource without giving what was asked: those nearly giving it first. */
function othersOf(
  facts: Facts,
  permission: PermissionId,
  resource: ResourceRef,
  at: Instant,
  decision: Decision,
): OtherGrant[] {
  const near = candidatesOf(facts, permission, resource.path, at).flatMap(({ path, obstacle }) =>
    obstacle && path.grantId ? [{ ...path, obstacle }] : [],
  );
  const told = new Set([...near, ...(decision.allow ? decision.proof : [])].map(({ grantId }) => grantId));
  const inert = grantsHeld(facts, at)
    .filter(({ grant }) => resource.path.includes(grant.resource.id) && !told.has(grant.id))
    .map(({ grant, group }) => ({
      roleName: grant.role.name,
      group,
      resource: grant.resource,
      obstacle: null,
    }));
  return [
    ...near.map(({ roleName, group, resource: place, obstacle }) => ({
      roleName,
      group: group?.name ?? null,
      resource: place,
      obstacle,
    })),
    ...inert,
  ].map(({ resource: { id, name }, ...one }) => ({ ...one, resource: { id, name } }));
}
