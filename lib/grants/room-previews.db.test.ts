import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { trial } from "@/lib/access/cases/history";
import { features, type Level, permissions } from "@/lib/access/catalogue";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Held, Impact } from "@/lib/access/impact";
import { impactInWords } from "@/lib/access/impact-words";
import type { Instant } from "@/lib/access/instant";
import { oracleSet } from "@/lib/access/oracle";
import type { Outcome } from "@/lib/doorway/outcome";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { serveFrom } from "@/lib/doorway/testing/settings";
import { factsOfPeople } from "@/lib/facts/facts";
import type { ImpactSummary } from "./impact-summary";
import { anyWorkspace } from "./testing/any-workspace";
import { anyAct, askedBy } from "./testing/room-acts";
import { type Described, membershipOf, type Written, writeWorkspace } from "./testing/written-workspace";

let database: TestDatabase;
let owner: Sql;

const parameters = { ...trial.parameters, numRuns: Number(process.env.REMIT_PROPERTY_RUNS ?? 10) };

vi.setConfig({ testTimeout: 120_000 + parameters.numRuns * 2000 });

beforeAll(async () => {
  console.info(`previews of rooms: seed ${trial.parameters.seed}, ${parameters.numRuns} runs`);
  database = await testDatabase();
  serveFrom(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

/** Administers the account, so that nothing is refused to them, and is no member. */
const boss = "boss";
const kinds = ["workspace", "campaign", "project", "action"] as const;

/** The workspace with a tree of campaigns, projects and actions, cut off below them, and somebody who may do all. */
function withBoss(described: Described): Described {
  const kept = described.resources
    .filter(({ path }) => path.length <= kinds.length)
    .map((one) => ({ ...one, kind: kinds[one.path.length - 1] as (typeof kinds)[number] }));
  const saved = new Map(
    described.roles.map((role) => {
      const revisions = role.revisions.map(({ contents }) => ({ from: 1, to: null, contents }));
      return [role, { ...role, revisions }] as const;
    }),
  );
  const there = (id: string | undefined) => kept.find((one) => one.id === id);
  const administrator = { name: boss, disabled: false, active: [], administers: [{ from: 1, to: null }] };
  return {
    ...described,
    resources: kept,
    roles: [...saved.values()],
    people: [...described.people, administrator],
    grants: described.grants.flatMap((grant) => {
      const resource = there(grant.resource.id);
      const endsWith = there(grant.endsWith?.id);
      return resource
        ? [
            {
              ...grant,
              role: saved.get(grant.role) ?? grant.role,
              resource,
              endsWith: endsWith?.kind === "project" ? endsWith : null,
            },
          ]
        : [];
    }),
  };
}

type Look = { facts: Map<string, Facts>; resources: ResourceRef[]; at: Instant };

function look({ workspace }: Written, users: readonly string[]): Promise<Look> {
  return inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
    const facts = await factsOfPeople(tx, workspace, users);
    const resources = await tx.execute<ResourceRef>(sql`
      select id, kind, name, path from resources where workspace_id = ${workspace.id} order by cardinality(path), id`);
    const [clock] = await tx.execute<{ at: string }>(sql`select micros(clock_timestamp())::text as at`);
    return { facts, resources: [...resources], at: Number(clock?.at) };
  });
}

/** What the oracle sees change for somebody, on every resource of the tree, in the words of a preview. */
function seenBy(userId: string, before: Look, after: Look) {
  const [was, now] = [before, after].map(({ facts, resources, at }) => {
    const theirs = facts.get(userId) as Facts;
    return new Map(resources.map((resource) => [resource.id, oracleSet(theirs, resource, at)]));
  }) as [Map<string, Set<string>>, Map<string, Set<string>>];
  const more = (a: typeof was, b: typeof was): Held[] =>
    before.resources.flatMap((resource) =>
      permissions.flatMap(({ id }) =>
        a.get(resource.id)?.has(id) && !b.get(resource.id)?.has(id) ? [{ permission: id, resource }] : [],
      ),
    );
  const profile = (sets: typeof was): Level[] =>
    features.map(({ id }) => {
      const root = sets.get(before.resources[0]?.id ?? "");
      const rungs = ["view", "run", "edit", "delete"];
      return (rungs.findLastIndex((rung) => root?.has(`${id}:${rung}`)) + 1) as Level;
    });
  const [then, since] = [profile(was), profile(now)];
  const impact: Impact = {
    before: then,
    after: since,
    gains: more(now, was),
    losses: more(was, now),
    features: features
      .map(({ id }, i) => ({ feature: id, was: then[i] as Level, now: since[i] as Level }))
      .filter((change) => change.was !== change.now),
    newlySeesPersonalData: false,
  };
  const { gains, losses } = impactInWords(impact);
  const personal = impact.gains.some(({ permission }) => permission === "data-space:personal-info");
  return { gains: gains.toSorted(), losses: losses.toSorted(), personal };
}

function summaryIn(outcome: Outcome<unknown>): ImpactSummary {
  if (!outcome.ok) throw new Error(outcome.message);
  const value = outcome.value as { summary?: ImpactSummary; impact?: ImpactSummary } & ImpactSummary;
  return value.summary ?? value.impact ?? value;
}

test("what a room previews is what the oracle sees when the request is confirmed", async () => {
  const seen = { gain: 0, lose: 0, done: 0 };
  await fc.assert(
    fc.asyncProperty(anyWorkspace.map(withBoss), anyAct, async (described, one) => {
      const written = await writeWorkspace(owner, described);
      const asked = askedBy(one, described, written);
      fc.pre(asked !== null);
      const token = await signedIn(written.ids.get(boss) ?? "");
      const people = described.people.filter(({ name }) => name !== boss);
      const users = people.map(({ name }) => written.ids.get(name) ?? "");

      const preview = await as(token, asked.preview);
      const before = await look(written, users);
      const outcome = await as(token, asked.carryOut);
      fc.pre(preview.ok && outcome.ok);
      const after = await look(written, users);

      const summary = summaryIn(preview);
      const told = new Map(summary.people.map((person) => [person.membershipId, person]));
      const expected = people.map(({ name }, i) => ({
        name,
        membershipId: written.ids.get(membershipOf(name)) ?? "",
        ...seenBy(users[i] ?? "", before, after),
      }));
      for (const { name, membershipId, gains, losses } of expected) {
        const { gains: more = [], losses: less = [] } = told.get(membershipId) ?? {};
        expect({ name, gains: more.toSorted(), losses: less.toSorted() }).toEqual({ name, gains, losses });
      }
      expect(summary.newlySeePersonalData).toBe(expected.filter(({ personal }) => personal).length);
      seen.gain += expected.filter(({ gains }) => gains.length > 0).length;
      seen.lose += expected.filter(({ losses }) => losses.length > 0).length;
      seen.done += 1;
    }),
    parameters,
  );
  console.info(`previews of rooms: ${seen.done} carried out, ${seen.gain} gained, ${seen.lose} lost`);
  expect(seen.done).toBe(parameters.numRuns);
});
