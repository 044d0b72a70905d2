import { createMongoAbility } from "@casl/ability";
import { type Access, accessAt } from "@/lib/access/access";
import { type PermissionId, permissions } from "@/lib/access/catalogue";
import type { Facts, GrantFact, ResourceRef } from "@/lib/access/facts";
import { idsOf, type PermissionSet, union } from "@/lib/access/permission-set";
import { effectiveOf } from "@/lib/access/role";
import { now, type Questions } from "./decide-load";

/**
 * One way to answer questions, with everything about each person prepared beforehand. Each has a loop of its own, so
 * that the compiler optimises it for its own kind of call; `pass` counts what is allowed.
 */
export type Decider = {
  name: string;
  can: (who: number, permission: PermissionId, resource: ResourceRef) => boolean;
  pass: (questions: Questions) => number;
};

/** What a grant of the load is worth: it has no adjustments and one revision. */
export function worthOf({ role, resource }: GrantFact): PermissionSet {
  return effectiveOf(role.revisions[0]!.contents, undefined, resource.kind === "workspace");
}

export function remit(people: readonly Facts[]): Decider {
  const compiled: Access[] = people.map((facts) => accessAt(facts, now));
  return {
    name: "Remit",
    can: (who, permission, resource) => compiled[who]!.can(permission, resource),
    pass({ who, permission, resource }) {
      let allowed = 0;
      for (let i = 0; i < who.length; i++) {
        if (compiled[who[i]!]!.can(permission[i]!, resource[i]!)) allowed++;
      }
      return allowed;
    },
  };
}

/** What one writes by hand: a map of bits per person, a map of positions, and a walk over the ancestors. */
export function bareBitset(people: readonly Facts[]): Decider {
  const positions = new Map<string, number>(permissions.map(({ id }, position) => [id, position]));
  const held = people.map(({ grants }) => {
    const bits = new Map<string, PermissionSet>();
    for (const grant of grants) {
      const worth = worthOf(grant);
      const known = bits.get(grant.resource.id);
      bits.set(grant.resource.id, known ? union(known, worth) : worth);
    }
    return bits;
  });
  function can(bits: Map<string, PermissionSet>, permission: string, path: readonly string[]): boolean {
    const position = positions.get(permission);
    if (position === undefined) return false;
    const word = position >>> 5;
    const mask = 1 << (position & 31);
    for (let i = 0; i < path.length; i++) {
      const set = bits.get(path[i]!);
      if (set !== undefined && (set[word]! & mask) !== 0) return true;
    }
    return false;
  }
  return {
    name: "a bare bitset",
    can: (who, permission, resource) => can(held[who]!, permission, resource.path),
    pass({ who, permission, resource }) {
      let allowed = 0;
      for (let i = 0; i < who.length; i++) {
        if (can(held[who[i]!]!, permission[i]!, resource[i]!.path)) allowed++;
      }
      return allowed;
    },
  };
}

/** One ability per person: a rule per grant, unconditional on the workspace, else for what lies at or below its place. */
export function casl(people: readonly Facts[]): Decider {
  const abilities = people.map(({ grants }) =>
    createMongoAbility(
      grants.map((grant) => ({
        action: idsOf(worthOf(grant)),
        subject: "resource",
        ...(grant.resource.kind === "workspace" ? {} : { conditions: { path: grant.resource.id } }),
      })),
      { detectSubjectType: () => "resource" },
    ),
  );
  return {
    name: "@casl/ability",
    can: (who, permission, resource) => abilities[who]!.can(permission, resource),
    pass({ who, permission, resource }) {
      let allowed = 0;
      for (let i = 0; i < who.length; i++) {
        if (abilities[who[i]!]!.can(permission[i]!, resource[i]!)) allowed++;
      }
      return allowed;
    },
  };
}
