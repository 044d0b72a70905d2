import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, type Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { accessAt } from "@/lib/access/access";
import { anyHistory, anyPermission, type History, instant, trial } from "@/lib/access/cases/history";
import { type PermissionId, permissionOf } from "@/lib/access/catalogue";
import { decide } from "@/lib/access/decide";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { holdsAt, type Instant } from "@/lib/access/instant";
import { oracleContents, oracleHolds, oracleSet } from "@/lib/access/oracle";
import { idsOf } from "@/lib/access/permission-set";
import { factsOf, factsOfPeople, type WorkspaceRef } from "@/lib/facts/facts";
import { aboveVisible, amongVisible, visibleTo, whoCan } from "./lists";
import { loadable, merged, personOf } from "./testing/merged-histories";
import { inOrder, type Written, writeWorkspace } from "./testing/written-workspace";

let database: TestDatabase;
let owner: Sql;

/** So many histories share a workspace, in which none may be taken for another, and so the trips to the database. */
const together = 10;
const histories = Number(process.env.REMIT_PROPERTY_RUNS ?? 100);
const parameters = { ...trial.parameters, numRuns: Math.ceil(histories / together) };

vi.setConfig({ testTimeout: 60_000 + histories * 400 });

beforeAll(async () => {
  console.info(`histories: seed ${trial.parameters.seed}, ${parameters.numRuns * together} of them`);
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

/** A role that is saved holds something: the database refuses an empty one. */
function isStorable({ roles }: History): boolean {
  return roles.every(({ revisions }) => revisions.every(({ contents }) => contents.permissions.length > 0));
}

const someHistories = fc
  .array(anyHistory.filter(isStorable), { minLength: together, maxLength: together })
  .map(merged);

/** Most often late in a history, when there is something to list. */
const lateInstant = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 6, max: 14 }) },
  { weight: 1, arbitrary: instant },
);

function inWorkspace<T>({ id, accountId }: WorkspaceRef, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inContext({ workspace: id, account: accountId }, work);
}

/** The resource under the ids of its rows. */
function refIn({ ids }: Written, { path, ...resource }: ResourceRef): ResourceRef {
  const written = path.map((name) => ids.get(name) ?? name);
  return { ...resource, id: written.at(-1) ?? "", path: written };
}

function userIn({ ids }: Written, facts: Facts): string {
  return ids.get(personOf(facts)) ?? "";
}

test("what the database loads is what happened, and decides like the pure facts and like the oracle", async () => {
  await fc.assert(
    fc.asyncProperty(someHistories, instant, anyPermission, async ({ parts, described }, at, asked) => {
      const written = await writeWorkspace(owner, described);
      const users = parts.map(({ facts }) => userIn(written, facts));
      const loaded = await inWorkspace(written.workspace, (tx) =>
        factsOfPeople(tx, written.workspace, users),
      );
      for (const part of parts) {
        const theirs = loaded.get(userIn(written, part.facts)) as Facts;
        expect(inOrder(theirs)).toEqual(loadable(part, written));
        const [access, pure] = [accessAt(theirs, at), accessAt(part.facts, at)];
        for (const named of part.resources) {
          const resource = refIn(written, named);
          const held = oracleSet(part.facts, named, at);
          expect(new Set(idsOf(access.permissionsOn(resource)))).toEqual(held);
          expect(new Set(idsOf(pure.permissionsOn(named)))).toEqual(held);
          for (const permission of [asked, ...[...held].slice(0, 1)]) {
            const decision = decide(theirs, { permission, resource, at });
            expect(decision.allow).toBe(held.has(permission));
          }
        }
      }
    }),
    parameters,
  );
});

/** The person of a part is asked about, at a place: whether they hold one of these there. */
type Question = { part: History; place: ResourceRef; asking: readonly PermissionId[] };

/** About grants below the workspace whose role holds what counts on the workspace alone; seldom drawn by themselves. */
function questionsOutOfScope(parts: readonly History[], at: Instant): Question[] {
  return parts.flatMap((part) =>
    part.facts.grants.flatMap(({ role, resource: place, validity }) => {
      const held = oracleContents(role, at)?.permissions ?? [];
      const asking = held.filter((id) => permissionOf(id).scope === "W");
      const below = place !== part.facts.workspace;
      return below && holdsAt(validity, at) && asking.length > 0 ? [{ part, place, asking }] : [];
    }),
  );
}

/** What the person holds there and what roles hold, in turn. */
function anyQuestion(part: History, place: ResourceRef, turn: number, at: Instant): Question {
  const held = [...oracleSet(part.facts, place, at)];
  if (turn % 2 === 0 && held.length > 0) return { part, place, asking: held };
  const revisions = part.roles.flatMap((role) => role.revisions);
  return { part, place, asking: revisions.flatMap(({ contents }) => contents.permissions) };
}

test("the lists of SQL are what the oracle sees, person by person and resource by resource", async () => {
  const listed = { people: 0, resources: 0 };
  const choice = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 16, maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(someHistories, lateInstant, choice, async ({ parts, described }, at, chosen) => {
      const written = await writeWorkspace(owner, described);
      const { workspace } = written;
      const everywhere = described.resources;
      await inWorkspace(workspace, async (tx) => {
        const users = parts.map(({ facts }) => userIn(written, facts));
        const loaded = await factsOfPeople(tx, workspace, users);
        const outOfScope = questionsOutOfScope(parts, at);
        const answers = chosen.map(async ([who, where, what], turn) => {
          const one = parts[who % parts.length] as History;
          const there = one.resources[where % one.resources.length] as ResourceRef;
          const { part, place, asking } =
            (turn % 4 === 3 && outOfScope[who % outOfScope.length]) || anyQuestion(one, there, turn, at);
          const { facts } = part;
          const asked = asking[what % asking.length] as PermissionId;
          const holders = parts.filter((part) => oracleHolds(part.facts, asked, place, at));
          const people = await whoCan(tx, workspace, asked, refIn(written, place), at);
          expect(people.map(({ userId }) => userId)).toEqual(
            holders.map((part) => userIn(written, part.facts)).toSorted(),
          );
          listed.people += people.length;

          const access = accessAt(loaded.get(userIn(written, facts)) as Facts, at);
          const list = async (which: SQL) => {
            const rows = await tx.execute<{ id: string }>(
              sql`select r.id from resources r where r.workspace_id = ${workspace.id} and ${which}`,
            );
            return rows.map(({ id }) => id).toSorted();
          };
          const visible = everywhere.filter((resource) => oracleHolds(facts, asked, resource, at));
          const idsOfAll = (some: Iterable<string>) =>
            [...new Set(some)].map((name) => written.ids.get(name) ?? name).toSorted();
          for (const condition of [visibleTo, amongVisible])
            expect(await list(condition(access, asked))).toEqual(idsOfAll(visible.map(({ id }) => id)));
          expect(await list(sql`(${visibleTo(access, asked)} or ${aboveVisible(access, asked)})`)).toEqual(
            idsOfAll(visible.flatMap(({ path }) => path)),
          );
          listed.resources += visible.length;
        });
        await Promise.all(answers);
      });
    }),
    parameters,
  );
  expect(Math.min(listed.people, listed.resources)).toBeGreaterThan(parameters.numRuns);
});

test("somebody in two workspaces has in each what happened there, alone or loaded with others", async () => {
  await fc.assert(
    fc.asyncProperty(someHistories, someHistories, async (here, there) => {
      const first = await writeWorkspace(owner, here.described);
      const people = here.parts.map(({ facts }) => [personOf(facts), userIn(first, facts)] as const);
      const second = await writeWorkspace(owner, there.described, new Map(people));
      for (const [parts, written] of [
        [here.parts, first],
        [there.parts, second],
      ] as const) {
        const users = people.map(([, id]) => id);
        const loaded = await inWorkspace(written.workspace, (tx) =>
          factsOfPeople(tx, written.workspace, [uuidv7(), ...users]),
        );
        for (const [number, part] of parts.entries()) {
          const { subject } = (here.parts[number] as History).facts;
          const expected = loadable({ ...part, facts: { ...part.facts, subject } }, written);
          expect(inOrder(loaded.get(users[number] ?? "") as Facts)).toEqual(expected);
        }
        const [user = ""] = users;
        const { id, accountId } = written.workspace;
        const alone = await inContext({ user, workspace: id, account: accountId }, (tx) =>
          factsOf(tx, written.workspace, user),
        );
        expect(inOrder(alone)).toEqual(inOrder(loaded.get(user) as Facts));
      }
    }),
    { ...parameters, numRuns: Math.ceil(parameters.numRuns / 4) },
  );
});
