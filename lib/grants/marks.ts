import { accessAt } from "@/lib/access/access";
import type { Level } from "@/lib/access/catalogue";
import { contentsAt, type Facts, type GrantFact } from "@/lib/access/facts";
import { holdsAt, type Instant, isoOf } from "@/lib/access/instant";
import { compareStrength, effectiveOf, profileOf } from "@/lib/access/role";

/** A role that counts for a member now, as a chip shows it. `endsAt`: ISO instant, null without end. */
export type RoleMark = {
  grantId: string;
  roleId: string;
  name: string;
  profile: Level[];
  /** Name of the group it comes through, null when direct. */
  group: string | null;
  since: string;
  endsAt: string | null;
};

/** A place below the workspace: a team, a product. */
export type PlaceMark = {
  grantId: string;
  role: string;
  kind: "system" | "custom" | "governance";
  resource: { id: string; kind: string; name: string };
  group: string | null;
  since: string;
  endsAt: string | null;
};

export type Held = { grant: GrantFact; group: string | null; endsAt: Instant | null };

/** The grants of the facts that hold at an instant, with the group they come through. */
export function grantsHeld(facts: Facts, at: Instant): Held[] {
  return facts.grants.flatMap((grant): Held[] => {
    if (!holdsAt(grant.validity, at)) return [];
    if (grant.groupId === null) return [{ grant, group: null, endsAt: grant.validity.to }];
    const place = facts.groups.find(({ id, validity }) => id === grant.groupId && holdsAt(validity, at));
    return place ? [{ grant, group: place.name, endsAt: earlier(grant.validity.to, place.validity.to) }] : [];
  });
}

/** The roles on the workspace that count now, the strongest first: what a badge shows. */
export function roleMarks(facts: Facts, at: Instant): RoleMark[] {
  return grantsHeld(facts, at)
    .filter(({ grant }) => grant.resource.id === facts.workspace.id)
    .flatMap(({ grant, group, endsAt }) => {
      const contents = contentsAt(grant.role, at);
      return contents ? [{ grant, group, endsAt, contents }] : [];
    })
    .toSorted((a, b) =>
      compareStrength(
        { name: a.grant.role.name, contents: a.contents },
        { name: b.grant.role.name, contents: b.contents },
      ),
    )
    .map(({ grant, group, endsAt, contents }) => ({
      grantId: grant.id,
      roleId: grant.role.id,
      name: grant.role.name,
      profile: profileOf(effectiveOf(contents, { plus: grant.plus, minus: grant.minus }, true)),
      group,
      since: isoOf(grant.validity.from),
      endsAt: endsAt === null ? null : isoOf(endsAt),
    }));
}

/** The grants below the workspace that count now. */
export function placeMarks(facts: Facts, at: Instant): PlaceMark[] {
  return grantsHeld(facts, at)
    .filter(({ grant }) => grant.resource.id !== facts.workspace.id)
    .map(({ grant, group, endsAt }) => ({
      grantId: grant.id,
      role: grant.role.name,
      kind: grant.role.kind,
      resource: { id: grant.resource.id, kind: grant.resource.kind, name: grant.resource.name },
      group,
      since: isoOf(grant.validity.from),
      endsAt: endsAt === null ? null : isoOf(endsAt),
    }));
}

/** The ten levels on the workspace at an instant. */
export function profileAt(facts: Facts, at: Instant): Level[] {
  return accessAt(facts, at).profile(facts.workspace);
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
