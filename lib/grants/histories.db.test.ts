import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { accessAt } from "@/lib/access/access";
import { anyHistory, anyPermission, type History, instant, trial } from "@/lib/access/cases/history";
import { decide } from "@/lib/access/decide";
import type { Facts, GroupFact } from "@/lib/access/facts";
import { oracleHolds, oracleSet } from "@/lib/access/oracle";
import { idsOf } from "@/lib/access/permission-set";
import { factsOf, factsOfPeople, type WorkspaceRef } from "./facts";
import { aboveVisible, visibleTo, whoCan } from "./lists";
import {
  asWritten,
  type Described,
  inOrder,
  type Written,
  writeWorkspace,
} from "./testing/written-workspace";

let database: TestDatabase;
let owner: Sql;

/** A try writes and reads some 60 rows: fewer of them than of the pure laws, unless a number is asked for. */
const parameters = { ...trial.parameters, numRuns: Number(process.env.REMIT_PROPERTY_RUNS ?? 50) };

vi.setConfig({ testTimeout: 60_000 + parameters.numRuns * 400 });

beforeAll(async () => {
  console.info(`histories: seed ${trial.parameters.seed}, ${parameters.numRuns} runs`);
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

/** The history with its person under another name: two people can then share a workspace or be the same in two. */
function described({ facts, resources, roles }: History, name: string): Described {
  const groupOf = (id: string, stays: readonly GroupFact[]) => ({
    name: id,
    stays: stays.filter((stay) => stay.id === id).map(({ validity }) => ({ member: name, validity })),
  });
  return {
    resources,
    roles,
    people: [
      {
        name,
        disabled: facts.subject?.disabled ?? false,
        active: facts.active,
        administers: facts.administers,
      },
    ],
    groups: ["g0", "g1"].map((id) => groupOf(id, facts.groups)),
    grants: facts.grants.map((grant) => ({ ...grant, principal: grant.groupId ?? name })),
  };
}

/** What is told of one person: grants to groups that they never belonged to are not theirs. */
function ofPerson({ facts }: History): Facts {
  const groups = new Set(facts.groups.map(({ id }) => id));
  return { ...facts, grants: facts.grants.filter(({ groupId }) => groupId === null || groups.has(groupId)) };
}

/** As a request would: the person's own context shows their memberships elsewhere, too. */
function load(workspace: WorkspaceRef, user: string): Promise<Facts> {
  return inContext({ user, workspace: workspace.id, account: workspace.accountId }, (tx) =>
    factsOf(tx, workspace, user),
  );
}

test("what the database loads is what happened, and decides like the pure facts and like the oracle", async () => {
  const question = fc.tuple(
    anyHistory.filter(isStorable),
    fc.array(fc.tuple(instant, fc.array(anyPermission, { minLength: 3, maxLength: 3 })), {
      minLength: 3,
      maxLength: 3,
    }),
  );
  await fc.assert(
    fc.asyncProperty(question, async ([history, asked]) => {
      const written = await writeWorkspace(owner, described(history, "p"));
      const loaded = await load(written.workspace, written.ids.get("p") ?? "");
      const expected = asWritten(ofPerson(history), written);
      expect(inOrder(loaded)).toEqual(expected);
      for (const [at, permissions] of asked) {
        const access = accessAt(loaded, at);
        for (const pure of history.resources) {
          const path = pure.path.map((id) => written.ids.get(id) ?? id);
          const resource = { ...pure, id: path.at(-1) ?? "", path };
          const held = oracleSet(history.facts, pure, at);
          expect(new Set(idsOf(access.permissionsOn(resource)))).toEqual(held);
          for (const permission of [...permissions, ...[...held].slice(0, 2)]) {
            const decision = decide(loaded, { permission, resource, at });
            expect(decision.allow).toBe(oracleHolds(history.facts, permission, pure, at));
          }
        }
      }
    }),
    parameters,
  );
});

test("the lists of SQL are what the oracle sees, person by person and resource by resource", async () => {
  const question = fc.tuple(
    anyHistory.filter(isStorable),
    instant,
    fc.array(anyPermission, { minLength: 4, maxLength: 4 }),
  );
  let listed = 0;
  await fc.assert(
    fc.asyncProperty(question, async ([history, at, asked]) => {
      const { workspace, ids } = await writeWorkspace(owner, described(history, "p"));
      const userId = ids.get("p") ?? "";
      await inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
        const access = accessAt(await factsOf(tx, workspace, userId), at);
        const [some] = history.resources.flatMap((resource) => [...oracleSet(history.facts, resource, at)]);
        for (const permission of some ? [...asked, some] : asked) {
          const held = history.resources.filter((pure) => oracleHolds(history.facts, permission, pure, at));
          const list = async (which: SQL) => {
            const rows = await tx.execute<{ id: string }>(
              sql`select r.id from resources r where r.workspace_id = ${workspace.id} and ${which}`,
            );
            return rows.map(({ id }) => id).toSorted();
          };
          const idOf = (name: string) => ids.get(name) ?? name;
          expect(await list(visibleTo(access, permission))).toEqual(
            held.map(({ id }) => idOf(id)).toSorted(),
          );
          const reached = new Set(held.flatMap(({ path }) => path.map(idOf)));
          const seen = await list(
            sql`(${visibleTo(access, permission)} or ${aboveVisible(access, permission)})`,
          );
          expect(seen).toEqual([...reached].toSorted());
          for (const pure of history.resources) {
            const path = pure.path.map(idOf);
            const resource = { ...pure, id: path.at(-1) ?? "", path };
            const people = await whoCan(tx, workspace, permission, resource, at);
            expect(people.map((one) => one.userId)).toEqual(held.includes(pure) ? [userId] : []);
            listed += people.length;
          }
        }
      });
    }),
    parameters,
  );
  expect(listed).toBeGreaterThan(0);
});

test("somebody in two workspaces has in each what happened there, alone or loaded with others", async () => {
  const two = fc.tuple(anyHistory.filter(isStorable), anyHistory.filter(isStorable));
  await fc.assert(
    fc.asyncProperty(two, async ([here, there]) => {
      const first = await writeWorkspace(owner, described(here, "p"));
      const users = new Map([["p", first.ids.get("p") ?? ""]]);
      const second = await writeWorkspace(owner, described(there, "p"), users);
      const userId = users.get("p") ?? "";
      const subject = { id: "p", disabled: here.facts.subject?.disabled ?? false };
      const compare = async (history: History, written: Written) => {
        const expected = asWritten({ ...ofPerson(history), subject }, written);
        expect(inOrder(await load(written.workspace, userId))).toEqual(expected);
        const together = await inContext(
          { user: userId, workspace: written.workspace.id, account: written.workspace.accountId },
          (tx) => factsOfPeople(tx, written.workspace, [uuidv7(), userId]),
        );
        expect(inOrder(together.get(userId) as Facts)).toEqual(expected);
      };
      await compare(here, first);
      await compare(there, second);
    }),
    { ...parameters, numRuns: Math.ceil(parameters.numRuns / 4) },
  );
});
