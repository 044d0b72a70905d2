import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { isAmong } from "@/db/arrays";
import { memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { type Access, accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { smallestGrant } from "@/lib/access/decide";
import { beyondCeiling, type Offer } from "@/lib/access/duties";
import { contentsAt, type ResourceRef, type RoleFact } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople, rolesOf } from "@/lib/facts/facts";
import { whoCan } from "@/lib/grants/lists";

export type Givers = { names: string[]; more: number };

/** The smallest single grant that would allow it, and who can give it. */
export type SmallestGrant = {
  role: { id: string; name: string };
  resource: { id: string; kind: ResourceRef["kind"]; name: string };
  givers: Givers;
  /** Whether the person who asks can give it. */
  mayGive: boolean;
};

const namedAtMost = 5;
/** So many of those who hold the permission to give are weighed against the ceiling. */
const weighedAtMost = 100;

/** `also`: permissions that the same grant has to give. */
type Wanted = {
  permission: PermissionId;
  also?: readonly PermissionId[];
  resource: ResourceRef;
  at: Instant;
};

/**
 * The smallest grant that would allow a permission on a resource to somebody active; null when no role can.
 * @param subjectUserId nobody can give it to themselves
 */
export async function smallestGrantFor(
  scope: Scope,
  asked: Wanted,
  subjectUserId: string,
): Promise<SmallestGrant | null> {
  const roles = await rolesOf(scope.tx, scope.workspace.id);
  const grant = smallestGivable(asked, roles, scope.root);
  const contents = grant && contentsAt(grant.role, asked.at);
  if (!grant || !contents) return null;
  const { role, resource: place } = grant;
  const offer = { contents, resource: place };
  const needed = neededToGive(role, place);
  return {
    role: { id: role.id, name: role.name },
    resource: { id: place.id, kind: place.kind, name: place.name },
    givers: await giversOf(scope, needed, offer, subjectUserId),
    mayGive: subjectUserId !== scope.actor.userId && canGive(scope.access, needed, offer),
  };
}

/** Governance roles are for products and what lies in them; elsewhere another role has to do. */
function smallestGivable(question: Wanted, roles: readonly RoleFact[], root: ResourceRef) {
  const ofData = question.resource.kind === "data-product" || question.resource.kind === "data-table";
  const general = roles.filter(({ kind }) => kind !== "governance");
  const grant = smallestGrant(question, ofData ? roles : general, root);
  return grant?.role.kind === "governance" && grant.resource.id === root.id
    ? smallestGrant(question, general, root)
    : grant;
}

function neededToGive({ kind }: RoleFact, place: ResourceRef): PermissionId {
  if (place.kind === "workspace") return "general:manage-user";
  return kind === "governance" ? "governance:assign-role" : "group-access:manage";
}

function canGive(access: Access, needed: PermissionId, offer: Offer): boolean {
  return access.can(needed, offer.resource) && beyondCeiling(access, [offer]).length === 0;
}

async function giversOf(
  { tx, workspace, now }: Scope,
  needed: PermissionId,
  offer: Offer,
  subjectUserId: string,
): Promise<Givers> {
  const listed = await whoCan(tx, workspace, needed, offer.resource, now, { limit: weighedAtMost });
  const others = listed.filter(({ userId }) => userId !== subjectUserId);
  const ids = others.map(({ userId }) => userId);
  const facts = await factsOfPeople(tx, workspace, ids);
  const able = ids.filter((id) => {
    const theirs = facts.get(id);
    return theirs !== undefined && canGive(accessAt(theirs, now), needed, offer);
  });
  const rows = await tx
    .select({ name: users.name })
    .from(users)
    .leftJoin(
      memberships,
      and(
        eq(memberships.workspaceId, workspace.id),
        eq(memberships.userId, users.id),
        isNull(memberships.endedAt),
      ),
    )
    .where(isAmong(users.id, able))
    .orderBy(sql`${memberships.lastActiveAt} desc nulls last`, users.name)
    .limit(namedAtMost);
  return { names: rows.map(({ name }) => name), more: able.length - rows.length };
}
