import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { accessAt } from "@/lib/access/access";
import { factsFor, tableCases, tableMembers, tableResources, tableRoles } from "@/lib/access/cases/table";
import { oracleHolds } from "@/lib/access/oracle";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { writeTable } from "@/lib/grants/testing/written-table";
import type { Written } from "@/lib/grants/testing/written-workspace";
import { explainAccess } from "./queries";

let database: TestDatabase;
let owner: Sql;
let written: Written;
let kim: string;
let memberships: Map<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  written = await writeTable(owner);
  kim = await signedIn(written.ids.get("kim") ?? "");
  await owner`select set_config('remit.workspace', ${written.workspace.id}, false)`;
  const rows = await owner<{ id: string; userId: string }[]>`select id, user_id as "userId" from memberships`;
  memberships = new Map(rows.map(({ id, userId }) => [userId, id]));
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

const minute = 60_000_000;
const askable = tableCases.filter(
  ({ who, at }) =>
    at % minute === 0 && tableMembers.some(({ name, active }) => name === who && active.length > 0),
);

/** What an account administrator is told about a case of the table. */
function told({
  who,
  permission,
  resource,
  at,
}: Pick<(typeof tableCases)[number], "who" | "permission" | "resource" | "at">) {
  const question = {
    workspace: written.workspace.id,
    person: memberships.get(written.ids.get(who) ?? "") ?? "",
    permission,
    resourceId: written.ids.get(resource) ?? "019a0000-0000-7000-8000-000000000000",
    at: new Date(at / 1000).toISOString().slice(0, 16),
  };
  return as(kim, () => explainAccess(question));
}

describe("the page answers as the table of decisions says, and as the naive oracle does", () => {
  test("the table has enough that can be asked here", () => {
    expect(askable.length).toBeGreaterThan(100);
  });

  test.each(askable)("$who $permission $resource at $at: $allow", async (one) => {
    const outcome = await told(one);
    const place = tableResources.find(({ ref }) => ref.id === one.resource)?.ref;
    if (!place) {
      expect(outcome).toMatchObject({ ok: false, code: "not-found" });
      return;
    }
    if (!outcome.ok) throw new Error(outcome.message);
    const { decision, ending, smallestGrant } = outcome.value;
    expect(decision.allow).toBe(one.allow);
    expect(decision.allow).toBe(oracleHolds(factsFor(one.who), one.permission, place, one.at));
    if (!decision.allow && one.reason) expect(decision.reason).toBe(one.reason);
    if (decision.allow) expect(decision.proof).not.toEqual([]);
    if (ending) {
      const facts = factsFor(one.who);
      expect(accessAt(facts, ending.at).can(one.permission, place)).toBe(false);
      expect(accessAt(facts, ending.at - 1).can(one.permission, place)).toBe(true);
    }
    if (smallestGrant) expect(allowedWith(one, place, smallestGrant)).toBe(true);
  });
});

/** Whether the table's person would be allowed from now on, had they the grant that was named. */
function allowedWith(
  { who, permission }: (typeof tableCases)[number],
  place: (typeof tableResources)[number]["ref"],
  smallestGrant: { role: { name: string }; resource: { name: string } },
): boolean {
  const facts = factsFor(who);
  const role = tableRoles.find(({ name }) => name === smallestGrant.role.name);
  const resource = tableResources.find(({ ref }) => ref.name === smallestGrant.resource.name)?.ref;
  if (!role || !resource) throw new Error("the smallest grant names what the table does not have");
  const now = Date.now() * 1000;
  const grant = {
    id: "smallest",
    groupId: null,
    endsWithId: null,
    role,
    resource,
    plus: [],
    minus: [],
    source: "direct",
  };
  const helped = { ...facts, grants: [...facts.grants, { ...grant, validity: { from: 0, to: null } }] };
  return accessAt(helped, now).can(permission, place);
}
