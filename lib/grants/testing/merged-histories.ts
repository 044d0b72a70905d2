import type { History } from "@/lib/access/cases/history";
import type { Facts, GroupFact, ResourceRef, RoleFact } from "@/lib/access/facts";
import { asWritten, type Described, type Written } from "./written-workspace";

/**
 * Several histories as they would be in one workspace: they share its root and nothing else. Everything else is called
 * by the number of its history, as `2.p` for the person of the third.
 */
export function merged(histories: readonly History[]): { parts: History[]; described: Described } {
  const root = histories[0]?.resources[0];
  if (!root) throw new Error("a workspace has at least its root");
  const parts = histories.map((history, number) => renamed(history, root, number));
  return {
    parts,
    described: {
      resources: [root, ...parts.flatMap(({ resources }) => resources.slice(1))],
      roles: parts.flatMap(({ roles }) => roles),
      people: parts.map(({ facts }) => ({
        name: personOf(facts),
        disabled: facts.subject?.disabled ?? false,
        active: facts.active,
        administers: facts.administers,
      })),
      groups: parts.flatMap(({ facts }, number) =>
        ["g0", "g1"].map((group) => groupOf(`${number}.${group}`, facts)),
      ),
      grants: parts.flatMap(({ facts }) =>
        facts.grants.map((grant) => ({ ...grant, principal: grant.groupId ?? personOf(facts) })),
      ),
    },
  };
}

function renamed({ facts, resources, roles }: History, root: ResourceRef, number: number): History {
  const nameOf = (name: string) => (name === root.id ? name : `${number}.${name}`);
  const places = new Map<string, ResourceRef>(
    resources.map((one) => [one.id, { ...one, id: nameOf(one.id), path: one.path.map(nameOf) }]),
  );
  const called = new Map(roles.map((one) => [one, { ...one, id: nameOf(one.id), name: nameOf(one.name) }]));
  places.set(root.id, root);
  return {
    resources: [...places.values()],
    roles: [...called.values()],
    facts: {
      ...facts,
      subject: facts.subject && { ...facts.subject, id: nameOf(facts.subject.id) },
      workspace: root,
      groups: facts.groups.map((group) => ({ ...group, id: nameOf(group.id), name: nameOf(group.name) })),
      grants: facts.grants.map((grant) => ({
        ...grant,
        id: nameOf(grant.id),
        groupId: grant.groupId && nameOf(grant.groupId),
        role: called.get(grant.role) as RoleFact,
        resource: places.get(grant.resource.id) as ResourceRef,
      })),
    },
  };
}

function groupOf(name: string, facts: Facts): Described["groups"][number] {
  const stays = facts.groups.filter(({ id }: GroupFact) => id === name);
  return { name, stays: stays.map(({ validity }) => ({ member: personOf(facts), validity })) };
}

/** The name of the person whom the facts are about. */
export function personOf({ subject }: Facts): string {
  if (!subject) throw new Error("a history is about somebody");
  return subject.id;
}

/** What the database is to load of the person: grants to groups that they never belonged to are not theirs. */
export function loadable({ facts }: History, written: Written): Facts {
  const groups = new Set(facts.groups.map(({ id }) => id));
  const theirs = facts.grants.filter(({ groupId }) => groupId === null || groups.has(groupId));
  return asWritten({ ...facts, grants: theirs }, written);
}
