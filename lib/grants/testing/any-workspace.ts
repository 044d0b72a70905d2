import fc from "fast-check";
import { anyAdjustment, anyContents, treeOf } from "@/lib/access/cases/history";
import { instantOf, type Validity } from "@/lib/access/instant";
import type { RoleContents } from "@/lib/access/role";
import type { Described } from "./written-workspace";

const people = ["p0", "p1", "p2", "p3"];
const groups = ["g0", "g1"];
const longAgo = 1;
const notLongAfter = 2;
const farAhead = instantOf("2200-01-01T00:00Z");

/** Most hold at present; some are over, some will end and some have yet to begin, all far from the present. */
const anyValidity: fc.Arbitrary<Validity> = fc.oneof(
  { weight: 9, arbitrary: fc.constant({ from: longAgo, to: null }) },
  { weight: 1, arbitrary: fc.constant({ from: longAgo, to: notLongAfter }) },
  { weight: 1, arbitrary: fc.constant({ from: longAgo, to: farAhead }) },
  { weight: 1, arbitrary: fc.constant({ from: farAhead, to: null }) },
);

/** The database refuses a role without permissions. */
const anySavedContents = anyContents.filter(({ permissions }) => permissions.length > 0);

const place = fc.nat(6);
const role = fc.nat(2);
const draft = fc.record({
  principal: fc.constantFrom(...people, ...groups),
  role,
  resource: place,
  plus: anyAdjustment,
  minus: anyAdjustment,
});
export type GrantDraft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

const grants = fc.array(fc.tuple(draft, anyValidity, fc.option(place, { freq: 2 })), {
  minLength: 3,
  maxLength: 14,
});

const rarely = fc.integer({ min: 0, max: 14 }).map((dice) => dice === 14);

const person = fc.record({
  disabled: rarely,
  active: fc.option(anyValidity, { freq: 15 }),
  administers: fc.tuple(rarely, anyValidity).map(([does, validity]) => (does ? validity : null)),
  joins: fc.tuple(...groups.map(() => fc.option(anyValidity, { freq: 1 }))),
});

type Drawn = {
  parents: number[];
  contents: (readonly [RoleContents, Validity])[];
  drawn: (typeof person extends fc.Arbitrary<infer T> ? T : never)[];
  given: typeof grants extends fc.Arbitrary<infer T> ? T : never;
};

function described({ parents, contents, drawn, given }: Drawn): Described {
  const resources = treeOf(parents);
  const roles = contents.map(([held, validity], i) => ({
    id: `role-${i}`,
    name: `role-${i}`,
    kind: "custom" as const,
    revisions: [{ ...validity, contents: held }],
  }));
  const some = <T>(list: readonly T[], pick: number) => list[pick % list.length] as T;
  return {
    resources,
    roles,
    people: people.map((name, i) => {
      const { disabled, active, administers } = some(drawn, i);
      return {
        name,
        disabled,
        active: active ? [active] : [],
        administers: administers ? [administers] : [],
      };
    }),
    groups: groups.map((name, group) => ({
      name,
      stays: people.flatMap((member, i) => {
        const { active, joins } = some(drawn, i);
        const validity = joins[group];
        return active && validity ? [{ member, validity }] : [];
      }),
    })),
    grants: given
      .filter(
        ([{ principal }]) => groups.includes(principal) || some(drawn, people.indexOf(principal)).active,
      )
      .map(([{ principal, plus, minus, ...where }, validity, endsWith], i) => ({
        id: `grant-${i}`,
        principal,
        role: some(roles, where.role),
        resource: some(resources, where.resource),
        validity,
        plus,
        minus,
        endsWith: endsWith === null ? null : some(resources, endsWith),
      })),
  };
}

/** A workspace at the present: a tree of up to seven resources, three roles, four people, two groups and their grants. */
export const anyWorkspace: fc.Arbitrary<Described> = fc
  .record({
    parents: fc.array(place, { minLength: 2, maxLength: 6 }),
    contents: fc.array(fc.tuple(anySavedContents, anyValidity), { minLength: 3, maxLength: 3 }),
    drawn: fc.array(person, { minLength: people.length, maxLength: people.length }),
    given: grants,
  })
  .map(described);

const who = fc.constantFrom(...people);
const group = fc.constantFrom(...groups);

/** Something that is done to a workspace: to the people, groups, roles, resources and grants that the numbers pick. */
export const anyChange = fc.oneof(
  fc.record({ do: fc.constant("revise" as const), role, contents: anySavedContents }),
  fc.record({ do: fc.constant("replace" as const), role, by: role }),
  fc.record({ do: fc.constant("join" as const), group, who }),
  fc.record({ do: fc.constant("leave" as const), group, who }),
  fc.record({ do: fc.constant("delete group" as const), group }),
  fc.record({ do: fc.constant("grant" as const), draft }),
  fc.record({ do: fc.constant("end" as const), which: fc.nat(13) }),
  fc.record({
    do: fc.constant("adjust" as const),
    which: fc.nat(13),
    plus: anyAdjustment,
    minus: anyAdjustment,
  }),
  fc.record({ do: fc.constant("complete" as const), project: place }),
  fc.record({ do: fc.constant("deactivate" as const), who }),
  fc.record({ do: fc.constant("reactivate everybody" as const) }),
);
export type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

/** Which resource is moved below which other; the same, or one below it, is no move. */
export const anyMove = fc.record({ what: place, below: place });
export type Move = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;
