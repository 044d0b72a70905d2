import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, type Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { trial } from "@/lib/access/cases/history";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { oracleSet } from "@/lib/access/oracle";
import { factsOfPeople } from "@/lib/facts/facts";
import { impactOfMoving, impactOfWriting, type PeopleImpact } from "./impact";
import { summaryOf } from "./impact-summary";
import { anyChange, anyMove, anyWorkspace } from "./testing/any-workspace";
import { movedBy, writeChange, writeMove } from "./testing/written-change";
import { membershipOf, type Written, writeWorkspace } from "./testing/written-workspace";

let database: TestDatabase;
let owner: Sql;

const parameters = { ...trial.parameters, numRuns: Number(process.env.REMIT_PROPERTY_RUNS ?? 60) };

vi.setConfig({ testTimeout: 60_000 + parameters.numRuns * 400 });

beforeAll(async () => {
  console.info(`impacts: seed ${trial.parameters.seed}, ${parameters.numRuns} runs`);
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

type Look = { facts: Map<string, Facts>; resources: Map<string, ResourceRef>; at: Instant };

/** All that the database has of the workspace at its present. */
async function look(tx: Transaction, { workspace, ids }: Written): Promise<Look> {
  const users = [...ids].filter(([name]) => ids.has(name) && /^p\d$/.test(name)).map(([, id]) => id);
  const rows = await tx.execute<ResourceRef>(
    sql`select id, kind, name, path from resources where workspace_id = ${workspace.id}`,
  );
  const facts = await factsOfPeople(tx, workspace, users);
  const [clock] = await tx.execute<{ at: string }>(sql`select micros(clock_timestamp())::text as at`);
  return { facts, resources: new Map(rows.map((row) => [row.id, row])), at: Number(clock?.at) };
}

function lacking(one: ReadonlySet<PermissionId>, other: ReadonlySet<PermissionId>): PermissionId[] {
  return [...one].filter((id) => !other.has(id));
}

type Difference = { gained: PermissionId[]; lost: PermissionId[] };
const none: Difference = { gained: [], lost: [] };

/** What the preview says of somebody on a resource: that of the nearest ancestor that it looked at. */
function previewed(preview: PeopleImpact | undefined, resource: ResourceRef): Difference {
  const nearest = resource.path.findLast((id) => preview?.resources.some((looked) => looked.id === id));
  if (!preview || !nearest) return none;
  const there = (held: PeopleImpact["impact"]["gains"]) =>
    held.flatMap(({ permission, resource: { id } }) => (id === nearest ? [permission] : []));
  return { gained: there(preview.impact.gains), lost: there(preview.impact.losses) };
}

/** Holds a preview against the oracle before and after, for every person on every resource. @returns who changed. */
function compare(written: Written, previews: readonly PeopleImpact[], before: Look, after: Look) {
  const seen = { gain: 0, lose: 0 };
  for (const [userId, was] of before.facts) {
    const name = [...written.ids].find(([, id]) => id === userId)?.[0] ?? "";
    const membershipId = written.ids.get(membershipOf(name));
    const preview = previews.find(({ membershipIds }) => membershipIds.includes(membershipId ?? ""));
    const now = after.facts.get(userId) as Facts;
    const actual = [...before.resources.values()].map((resource) => {
      const there = after.resources.get(resource.id) as ResourceRef;
      const [then, since] = [oracleSet(was, resource, before.at), oracleSet(now, there, after.at)];
      return { on: resource.path, gained: lacking(since, then), lost: lacking(then, since) };
    });
    const told = [...before.resources.values()].map((resource) => ({
      on: resource.path,
      ...previewed(preview, resource),
    }));
    expect(told).toEqual(actual);
    seen.gain += actual.some(({ gained }) => gained.length > 0) ? 1 : 0;
    seen.lose += actual.some(({ lost }) => lost.length > 0) ? 1 : 0;
  }
  return seen;
}

test("what a preview of a change tells is what the oracle sees when it is carried out, everywhere", async () => {
  const changed = { gain: 0, lose: 0 };
  const question = fc.tuple(anyWorkspace, fc.array(anyChange, { minLength: 1, maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(question, async ([described, changes]) => {
      const written = await writeWorkspace(owner, described);
      const { workspace } = written;
      await inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
        const carryOut = async (inner: Transaction) => {
          for (const change of changes) await writeChange({ tx: inner, described, written }, change);
        };
        const previews = await impactOfWriting(tx, workspace, sql`true`, carryOut);
        const before = await look(tx, written);
        await carryOut(tx);
        const seen = compare(written, previews, before, await look(tx, written));
        const { counts } = await summaryOf(tx, workspace.id, previews);
        expect(counts).toMatchObject(seen);
        changed.gain += seen.gain;
        changed.lose += seen.lose;
      });
    }),
    parameters,
  );
  console.info(`impacts: ${changed.gain} gained, ${changed.lose} lost`);
  expect(Math.min(changed.gain, changed.lose)).toBeGreaterThan(parameters.numRuns / 10);
});

test("what a preview of a move and of the way back tells is what the oracle sees when they are carried out, everywhere", async () => {
  const changed = { gain: 0, lose: 0 };
  await fc.assert(
    fc.asyncProperty(anyWorkspace, anyMove, async (described, drawn) => {
      const written = await writeWorkspace(owner, described);
      const { workspace } = written;
      await inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
        const before = await look(tx, written);
        const move = movedBy([...before.resources.values()], drawn);
        fc.pre(move !== null);
        const carryOut = async (from: ResourceRef, to: readonly string[], was: Look) => {
          const previews = await impactOfMoving(tx, workspace, sql`true`, from, to);
          await writeMove({ tx, written }, { from, to });
          const now = await look(tx, written);
          const seen = compare(written, previews, was, now);
          changed.gain += seen.gain;
          changed.lose += seen.lose;
          return now;
        };
        const there = await carryOut(move.from, move.to, before);
        await carryOut({ ...move.from, path: move.to }, move.from.path, there);
      });
    }),
    parameters,
  );
  console.info(`moves: ${changed.gain} gained, ${changed.lose} lost`);
  expect(Math.min(changed.gain, changed.lose)).toBeGreaterThan(parameters.numRuns / 20);
});
