import fc from "fast-check";
import { adjustable, applications, type FeatureId, features, type Level, permissions } from "../catalogue";
import type { Facts, GrantFact, GroupFact, ResourceRef, RoleFact } from "../facts";
import type { Instant, Validity } from "../instant";
import { closeRole, type RoleContents, systemRoles } from "../role";

/** A random workspace with one person in it, and all that ever happened to their access. */
export type History = { facts: Facts; resources: ResourceRef[]; roles: RoleFact[] };

const steps = 12;
const groups = ["g0", "g1"];

/** Step k happens at instant k; some of what it starts begins or ends a few instants later. */
export const instant = fc.nat(steps + 4);

const grantable = permissions.filter(({ scope }) => scope !== "account").map(({ id }) => id);
export const anyGrantable = fc.constantFrom(...grantable);
/** What a grant adds or takes: most often something that a grant may adjust, now and then something that it may not. */
export const anyAdjustment = fc.array(
  fc.constantFrom(...adjustable, "campaign:publish", "workspace:delete"),
  {
    maxLength: 2,
  },
);

const customContents = fc
  .record({
    applications: fc.subarray(applications.map(({ id }) => id)),
    levels: fc.dictionary(fc.constantFrom<FeatureId>(...features.map(({ id }) => id)), fc.nat(4), {
      maxKeys: 4,
    }),
    fine: fc.array(anyGrantable, { maxLength: 5 }),
  })
  .map((draft) => closeRole({ ...draft, levels: draft.levels as Record<FeatureId, Level> }));

/** Contents as they are saved; one in five are those of a system or governance role. */
export const anyContents: fc.Arbitrary<RoleContents> = fc.oneof(
  { weight: 4, arbitrary: customContents },
  { weight: 1, arbitrary: fc.constantFrom(...systemRoles.map(({ contents }) => contents)) },
);

export const anyPermission = fc.constantFrom(...permissions.map(({ id }) => id));

const length = fc.option(fc.integer({ min: 1, max: 6 }), { nil: null });

const grantDraft = fc.record({
  role: fc.nat(2),
  resource: fc.nat(6),
  group: fc.option(fc.constantFrom(...groups), { nil: null, freq: 2 }),
  delay: fc.nat(2),
  length,
  plus: anyAdjustment,
  minus: anyAdjustment,
});
type GrantDraft = typeof grantDraft extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("grant" as const), draft: grantDraft }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("end grant" as const), which: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("join" as const), id: fc.constantFrom(...groups), length }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), id: fc.constantFrom(...groups) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("revise" as const), role: fc.nat(2), contents: anyContents }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("archive" as const), role: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("deactivate" as const, "promote" as const, "demote" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reactivate" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function end(facts: readonly Validity[], at: Instant): void {
  for (const fact of facts) if (fact.from < at && (fact.to === null || fact.to > at)) fact.to = at;
}

function begin(facts: Validity[], at: Instant): void {
  if (facts.every(({ to }) => to !== null && to <= at)) facts.push({ from: at, to: null });
}

/** A tree in which resource i + 1 lies under the resource that `parents[i]` picks of those before it. */
export function treeOf(parents: readonly number[]): ResourceRef[] {
  const tree: ResourceRef[] = [{ id: "r0", kind: "workspace", name: "r0", path: ["r0"] }];
  parents.forEach((parent, i) => {
    const id = `r${i + 1}`;
    tree.push({ id, kind: "project", name: id, path: [...tree[parent % tree.length]!.path, id] });
  });
  return tree;
}

function grantOf(
  draft: GrantDraft,
  id: string,
  at: Instant,
  roles: RoleFact[],
  tree: ResourceRef[],
): GrantFact {
  const from = at + draft.delay;
  return {
    id,
    groupId: draft.group,
    endsWithId: null,
    role: roles[draft.role]!,
    resource: tree[draft.resource % tree.length]!,
    validity: { from, to: draft.length && from + draft.length },
    plus: draft.plus,
    minus: draft.minus,
    source: "manual",
  };
}

type Revisions = (Validity & { contents: RoleContents })[];

function historyOf(parents: number[], initial: RoleContents[], disabled: boolean, happened: Step[]): History {
  const resources = treeOf(parents);
  const revisions: Revisions[] = initial.map((contents) => [{ from: 0, to: null, contents }]);
  const roles = revisions.map((some, i): RoleFact => {
    return { id: `role-${i}`, name: `role-${i}`, kind: "custom", revisions: some };
  });
  const stays: GroupFact[] = [];
  const grants: GrantFact[] = [];
  const active: Validity[] = [{ from: 0, to: null }];
  const administers: Validity[] = [];
  happened.forEach((one, i) => {
    const at = i + 1;
    const inGroup = (id: string) => stays.filter((stay) => stay.id === id).map(({ validity }) => validity);
    if (one.do === "grant") grants.push(grantOf(one.draft, `grant-${at}`, at, roles, resources));
    if (one.do === "end grant")
      end(
        grants.slice(one.which, one.which + 1).map(({ validity }) => validity),
        at,
      );
    if (one.do === "join" && inGroup(one.id).every(({ to }) => to !== null && to <= at)) {
      stays.push({ id: one.id, name: one.id, validity: { from: at, to: one.length && at + one.length } });
    }
    if (one.do === "leave") end(inGroup(one.id), at);
    if (one.do === "revise" || one.do === "archive") end(revisions[one.role]!, at);
    if (one.do === "revise") revisions[one.role]!.push({ from: at, to: null, contents: one.contents });
    if (one.do === "deactivate") end(active, at);
    if (one.do === "reactivate") begin(active, at);
    if (one.do === "promote") begin(administers, at);
    if (one.do === "demote") end(administers, at);
  });
  const facts: Facts = {
    subject: { id: "p", disabled },
    administers,
    workspace: resources[0]!,
    active,
    groups: stays,
    grants,
  };
  return { facts, resources, roles };
}

/** Random trees of up to seven resources, three roles with revisions, two groups, and twelve steps. */
export const anyHistory: fc.Arbitrary<History> = fc
  .tuple(
    fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
    fc.array(anyContents, { minLength: 3, maxLength: 3 }),
    fc.integer({ min: 0, max: 19 }).map((dice) => dice === 19),
    fc.array(step, { minLength: steps, maxLength: steps }),
  )
  .map((parts) => historyOf(...parts));

/** One more grant, of a role of the history on a resource of it, in force from the first instant on. */
export function anotherGrant({ resources, roles }: History): fc.Arbitrary<GrantFact> {
  return grantDraft.map((draft) =>
    grantOf({ ...draft, group: null, delay: 0, length: null }, "another", 0, roles, resources),
  );
}

const numRuns = Number(process.env.REMIT_PROPERTY_RUNS ?? 200);

/** REMIT_PROPERTY_RUNS tries of each law, few by default, from REMIT_PROPERTY_SEED or a seed of the moment. */
export const trial = {
  parameters: { numRuns, seed: Number(process.env.REMIT_PROPERTY_SEED ?? Date.now() % 2 ** 31) },
  /** Milliseconds a law may take: about twenty times what a try takes. */
  timeout: 5000 + numRuns * 200,
};
