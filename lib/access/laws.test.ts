import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { type Access, accessAt } from "./access";
import { anotherGrant, anyContents, anyHistory, anyPermission, instant, trial } from "./cases/history";
import { permissions } from "./catalogue";
import { decide } from "./decide";
import type { Facts, GrantFact, ResourceRef } from "./facts";
import { oracleSet } from "./oracle";
import { contains, idsOf, union } from "./permission-set";

vi.setConfig({ testTimeout: trial.timeout });
beforeAll(() => console.info(`laws: seed ${trial.parameters.seed}, ${trial.parameters.numRuns} runs`));

function sets(access: Access, resources: readonly ResourceRef[]) {
  return resources.map((resource) => idsOf(access.permissionsOn(resource)));
}

/** The history with the person an active member throughout, and no more than that: so that grants show. */
function asMember(facts: Facts): Facts {
  return {
    ...facts,
    subject: { id: "p", disabled: false },
    active: [{ from: 0, to: null }],
    administers: [],
  };
}

test("the sets, can and decide agree with the oracle, and an allow has its proof", () => {
  const question = fc.tuple(anyHistory, instant, fc.array(anyPermission, { minLength: 4, maxLength: 8 }));
  fc.assert(
    fc.property(question, ([{ facts, resources }, at, asked]) => {
      const access = accessAt(facts, at);
      for (const resource of resources) {
        const expected = oracleSet(facts, resource, at);
        expect(new Set(idsOf(access.permissionsOn(resource)))).toEqual(expected);
        for (const { id } of permissions) expect(access.can(id, resource)).toBe(expected.has(id));
        for (const permission of [...asked, ...[...expected].slice(0, 2)]) {
          const decision = decide(facts, { permission, resource, at });
          expect(decision.allow).toBe(expected.has(permission));
          if (decision.allow) expect(decision.proof).not.toEqual([]);
        }
      }
    }),
    trial.parameters,
  );
});

test("without grants, nothing; unknown, disabled or deactivated, nothing", () => {
  fc.assert(
    fc.property(anyHistory, instant, ({ facts, resources }, at) => {
      const nobodies: Facts[] = [
        { ...asMember(facts), grants: [] },
        { ...facts, subject: null },
        { ...facts, subject: { id: "p", disabled: true } },
        { ...facts, active: [], administers: [] },
      ];
      for (const nobody of nobodies) expect(sets(accessAt(nobody, at), resources).flat()).toEqual([]);
    }),
    trial.parameters,
  );
});

test("another grant never shrinks access", () => {
  const grown = anyHistory.chain((history) => fc.tuple(fc.constant(history), anotherGrant(history), instant));
  fc.assert(
    fc.property(grown, ([{ facts, resources }, grant, at]) => {
      const before = accessAt(asMember(facts), at);
      const after = accessAt({ ...asMember(facts), grants: [...facts.grants, grant] }, at);
      for (const resource of resources) {
        expect(contains(after.permissionsOn(resource), before.permissionsOn(resource))).toBe(true);
      }
    }),
    trial.parameters,
  );
});

test("the order of grants and groups does not matter", () => {
  const shuffled = anyHistory.chain((history) =>
    fc.tuple(
      fc.constant(history),
      fc.shuffledSubarray([...history.facts.grants], { minLength: history.facts.grants.length }),
      instant,
    ),
  );
  fc.assert(
    fc.property(shuffled, ([{ facts, resources }, grants, at]) => {
      const turned = { ...asMember(facts), grants, groups: [...facts.groups].reverse() };
      expect(sets(accessAt(turned, at), resources)).toEqual(sets(accessAt(asMember(facts), at), resources));
    }),
    trial.parameters,
  );
});

test("a child has all that its parent has", () => {
  fc.assert(
    fc.property(anyHistory, instant, ({ facts, resources }, at) => {
      const access = accessAt(asMember(facts), at);
      for (const child of resources) {
        const parent = resources.find(({ id }) => id === child.path.at(-2));
        if (parent) expect(contains(access.permissionsOn(child), access.permissionsOn(parent))).toBe(true);
      }
    }),
    trial.parameters,
  );
});

test("two grants together are worth the union of what each is worth alone", () => {
  const pair = fc.tuple(anyHistory, anyContents, anyContents, fc.nat(6), fc.nat(6));
  fc.assert(
    fc.property(pair, ([{ facts, resources }, one, two, first, second]) => {
      const grants = [one, two].map((contents, i): GrantFact => {
        const always = { from: 0, to: null };
        return {
          id: `grant-${i}`,
          groupId: null,
          endsWithId: null,
          role: { id: `r${i}`, name: `r${i}`, kind: "custom", revisions: [{ ...always, contents }] },
          resource: resources[(i ? second : first) % resources.length]!,
          validity: always,
          plus: [],
          minus: [],
          source: "manual",
        };
      });
      const with_ = (some: GrantFact[]) => accessAt({ ...asMember(facts), grants: some }, 0);
      for (const resource of resources) {
        const [a, b] = grants.map((grant) => with_([grant]).permissionsOn(resource));
        expect(with_(grants).permissionsOn(resource)).toEqual(union(a!, b!));
      }
    }),
    trial.parameters,
  );
});

test("nothing changes before validUntil", () => {
  fc.assert(
    fc.property(anyHistory, instant, ({ facts, resources }, at) => {
      const { validUntil, ...access } = accessAt(facts, at);
      const now = sets(accessAt(facts, at), resources);
      expect(validUntil ?? Number.POSITIVE_INFINITY).toBeGreaterThan(access.at);
      for (let later = at + 1; later < (validUntil ?? 40); later++) {
        expect(sets(accessAt(facts, later), resources)).toEqual(now);
      }
    }),
    trial.parameters,
  );
});
