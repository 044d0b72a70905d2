import { type Access, accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { decideWith } from "@/lib/access/decide";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import type { Path } from "@/lib/access/path";

/** What ends: a grant, the stay in its group, the permission in its role, or the membership itself. */
export type Ending = { at: Instant; fact: "grant" | "group" | "role" | "membership"; path: Path | null };

/** The first instant from `at` on at which what is allowed then is allowed no longer, as far as facts are known. */
export function endingOf(
  facts: Facts,
  permission: PermissionId,
  resource: ResourceRef,
  at: Instant,
): Ending | null {
  for (let access = accessAt(facts, at); access.validUntil !== null; ) {
    const then: Access = accessAt(facts, access.validUntil);
    if (!then.can(permission, resource)) return lastStraw(facts, permission, resource, access, then.at);
    access = then;
  }
  return null;
}

function lastStraw(
  facts: Facts,
  permission: PermissionId,
  resource: ResourceRef,
  before: Access,
  end: Instant,
): Ending {
  const decision = decideWith(before, facts, { permission, resource, at: before.at });
  const path = (decision.allow ? decision.proof : []).find(({ holds }) => holds.to === end) ?? null;
  if (!path) return { at: end, fact: "membership", path: null };
  if (path.validity.to === end) return { at: end, fact: "grant", path };
  return { at: end, fact: path.group?.validity.to === end ? "group" : "role", path };
}
