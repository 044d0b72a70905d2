import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { accessAt } from "./access";
import { anyContents, anyGrantable, anyHistory, anyPermission, instant, trial } from "./cases/history";
import { adjustable, applications, permissions } from "./catalogue";
import { decide, type NearPath, smallestGrant } from "./decide";
import { beyondCeiling, holdsMore } from "./duties";
import type { Facts, GrantFact, ResourceRef } from "./facts";
import { impactOf } from "./impact";
import type { Instant } from "./instant";
import { oracleContents, oracleGives, oracleHolds, oracleRequires, oracleSet } from "./oracle";
import { addedByDependencies, closeRole, fallingWith } from "./role";

vi.setConfig({ testTimeout: trial.timeout });
beforeAll(() =>
  console.info(`consequences: seed ${trial.parameters.seed}, ${trial.parameters.numRuns} runs`),
);

const always = { from: 0, to: null };
const unadjusted = { plus: [], minus: [] };

function minus<T>(a: Set<T>, b: Set<T>): T[] {
  return [...a].filter((one) => !b.has(one));
}

test("an impact is the difference of what the oracle sees before and after", () => {
  fc.assert(
    fc.property(anyHistory, instant, instant, ({ facts, resources }, one, two) => {
      const impact = impactOf(accessAt(facts, one), accessAt(facts, two), resources);
      const gained = (from: Instant, to: Instant) =>
        resources.flatMap((resource) =>
          minus(oracleSet(facts, resource, to), oracleSet(facts, resource, from)).map((permission) => ({
            permission,
            resource,
          })),
        );
      expect(impact.gains).toEqual(gained(one, two));
      expect(impact.losses).toEqual(gained(two, one));
      const personal = impact.gains.some(({ permission }) => permission === "data-space:personal-info");
      expect(impact.newlySeesPersonalData).toBe(personal);
    }),
    trial.parameters,
  );
});

test("the ceiling names exactly what the oracle sees beyond the actor", () => {
  const offer = fc.record({
    contents: anyContents,
    plus: fc.array(fc.constantFrom(...adjustable), { maxLength: 2 }),
    minus: fc.array(fc.constantFrom(...adjustable), { maxLength: 2 }),
    place: fc.nat(6),
  });
  fc.assert(
    fc.property(
      anyHistory,
      fc.array(offer, { maxLength: 3 }),
      instant,
      ({ facts, resources }, offers, at) => {
        const placed = offers.map((one) => ({ ...one, resource: resources[one.place % resources.length]! }));
        const expected = permissions
          .map(({ id }) => id)
          .filter((id) =>
            placed.some(
              ({ contents, resource, ...adjust }) =>
                oracleGives(contents, adjust, resource === resources[0], id) &&
                !oracleHolds(facts, id, resource, at),
            ),
          );
        expect(beyondCeiling(accessAt(facts, at), placed)).toEqual(expected);
      },
    ),
    trial.parameters,
  );
});

test("who holds more is who the oracle sees hold more", () => {
  fc.assert(
    fc.property(anyHistory, instant, instant, ({ facts, resources }, one, two) => {
      const beyond = resources.flatMap((resource) =>
        minus(oracleSet(facts, resource, one), oracleSet(facts, resource, two)),
      );
      expect(new Set(holdsMore(accessAt(facts, one), resources, accessAt(facts, two)))).toEqual(
        new Set(beyond),
      );
    }),
    trial.parameters,
  );
});

test("the smallest grant allows it, and without one no role would", () => {
  const question = fc.tuple(anyHistory, anyPermission, fc.nat(6), instant);
  fc.assert(
    fc.property(question, ([{ facts, resources, roles }, permission, place, at]) => {
      const resource = resources[place % resources.length]!;
      const workspace = resources[0]!;
      const smallest = smallestGrant({ permission, resource, at }, roles, workspace);
      const fits = (where: ResourceRef) =>
        roles.filter((role) => {
          const contents = oracleContents(role, at);
          return contents && oracleGives(contents, unadjusted, where === workspace, permission);
        });
      if (smallest === null) {
        expect([...fits(resource), ...fits(workspace)]).toEqual([]);
        return;
      }
      expect(smallest.resource).toBe(fits(resource).length > 0 ? resource : workspace);
      const grant: GrantFact = {
        id: "smallest",
        groupId: null,
        endsWithId: null,
        ...smallest,
        validity: always,
        ...unadjusted,
        source: "direct",
      };
      const helped = { ...facts, subject: { id: "p", disabled: false }, active: [always], grants: [grant] };
      expect(oracleHolds(helped, permission, resource, at)).toBe(true);
      const size = (role: GrantFact["role"]) =>
        oracleSet({ ...helped, administers: [], grants: [{ ...grant, role }] }, smallest.resource, at).size;
      for (const role of fits(smallest.resource))
        expect(size(role)).toBeGreaterThanOrEqual(size(smallest.role));
    }),
    trial.parameters,
  );
});

/** The facts with the one obstacle of a near path out of the way, and the instant to ask at. */
function without({ obstacle, grantId, holds }: NearPath, facts: Facts, at: Instant): [Facts, Instant] {
  const change = (grants: (grant: GrantFact) => GrantFact): Facts => ({
    ...facts,
    grants: facts.grants.map((grant) => (grant.id === grantId ? grants(grant) : grant)),
  });
  const everyApplication = applications.map(({ id }) => id);
  switch (obstacle) {
    case "inactive":
      return [{ ...facts, subject: { id: "p", disabled: false }, active: [always] }, at];
    case "not_yet":
    case "ended":
      return [{ ...facts, active: [always] }, holds.from];
    case "workspace_only":
      return [change((grant) => ({ ...grant, resource: facts.workspace })), at];
    case "taken_away":
      return [change((grant) => ({ ...grant, minus: [] })), at];
    case "application_closed":
      return [
        change(({ role, ...grant }) => {
          const revisions = role.revisions.map((revision) => ({
            ...revision,
            contents: { ...revision.contents, applications: everyApplication },
          }));
          return { ...grant, role: { ...role, revisions } };
        }),
        at,
      ];
  }
}

test("every near path lacks just the one thing it names", () => {
  const question = fc.tuple(
    anyHistory,
    fc.array(anyPermission, { minLength: 12, maxLength: 12 }),
    fc.nat(6),
    instant,
  );
  const seen = new Set<string>();
  fc.assert(
    fc.property(question, ([{ facts, resources }, asked, place, at]) => {
      const resource = resources[place % resources.length]!;
      for (const permission of asked) {
        const decision = decide(facts, { permission, resource, at });
        if (decision.allow) continue;
        for (const near of decision.near) {
          seen.add(near.obstacle);
          const [changed, when] = without(near, facts, at);
          expect(oracleHolds(changed, permission, resource, when)).toBe(true);
        }
      }
    }),
    trial.parameters,
  );
  expect([...seen]).toEqual(expect.arrayContaining(["inactive", "application_closed", "not_yet", "ended"]));
});

test("roles close, and shrink, by what the oracle says is required", () => {
  const chosen = fc.uniqueArray(anyGrantable, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(chosen, (fine) => {
      const every = permissions.map(({ id }) => id);
      const closed = every.filter((id) => fine.some((one) => oracleRequires(one, id)));
      expect(closeRole({ fine }).permissions).toEqual(closed);
      const added = addedByDependencies(fine);
      expect(added.map(({ id }) => id)).toEqual(closed.filter((id) => !fine.includes(id)));
      for (const { id, requiredBy } of added) {
        expect(fine).toContain(requiredBy);
        expect(oracleRequires(requiredBy, id)).toBe(true);
      }
      for (const removed of closed) {
        const falling = closed.filter((id) => id !== removed && oracleRequires(id, removed));
        expect(fallingWith(closed, removed)).toEqual(falling);
      }
    }),
    trial.parameters,
  );
});
