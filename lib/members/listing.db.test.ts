import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, type Transaction } from "@/db/client";
import { cursorOf } from "@/db/keyset";
import { inContext, setContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { MembersFilter } from "./input";
import { type Listed, membershipsFitting, pageSize } from "./listing";
import { writeCrowd } from "./testing/crowd";

let database: TestDatabase;
let owner: postgres.Sql;
let company: TestCompany;
let other: TestCompany;

type Asked = Partial<MembersFilter>;

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  company = await foundCompany(database.ownerUrl, "crowded", { Ada: "admin" });
  other = await foundCompany(database.ownerUrl, "elsewhere", { Zoe: "admin" });
  owner = postgres(database.ownerUrl, {
    max: 1,
    onnotice: () => {},
    connection: { "remit.workspace": company.workspaceId },
  });
  const { viewer = "", editor = "" } = company.roles;
  await drizzle(owner).transaction((tx) => writeCrowd(tx, company.workspaceId, [viewer, editor], 3000));
  await owner`analyze memberships, users, active_periods, grants`;
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

const workspace = () =>
  ({ id: company.workspaceId, accountId: "", name: "", slug: "crowded", timeZone: "UTC" }) as const;

function inWorkspace<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inContext({ user: company.people.Ada?.userId, workspace: company.workspaceId }, work);
}

const page = (asked: Asked) =>
  inWorkspace((tx) => membershipsFitting({ tx, workspace: workspace() }, MembersFilter.parse(asked)));

/** Every page, one after the other. */
async function whole(asked: Asked): Promise<Listed[]> {
  const rows: Listed[] = [];
  for (let after: string | undefined; ; ) {
    const found = await page({ ...asked, after });
    rows.push(...found.slice(0, pageSize));
    const last = rows.at(-1);
    if (found.length <= pageSize || !last) return rows;
    after = cursorOf([last.sortKey, last.membershipId]);
  }
}

/** What row-level security hides from nobody, found without any of the columns that the list goes by. */
async function expected(active: boolean, order: string): Promise<string[]> {
  const rows = await owner.unsafe<{ id: string }[]>(`
    select m.id from memberships m join users u on u.id = m.user_id
    where m.workspace_id = '${company.workspaceId}' and m.ended_at is null and ${active ? "" : "not"} exists (
      select 1 from active_periods p where p.membership_id = m.id and p.valid_to is null) order by ${order}`);
  return rows.map(({ id }) => id);
}

describe("pages follow each other through the whole list, without a gap or a repetition", () => {
  test.each([
    ["name", `lower(u.name) || e'\\n' || u.email collate "C", m.id`],
    ["joined", "m.joined_at desc, m.id desc"],
    ["active", "m.last_active_at desc nulls last, m.id desc"],
  ] as const)("by %s", async (sort, order) => {
    for (const tab of ["members", "deactivated"] as const) {
      const ids = (await whole({ tab, sort })).map(({ membershipId }) => membershipId);
      expect(ids).toEqual(await expected(tab === "members", order));
      expect(ids.length).toBeGreaterThan(pageSize);
    }
  });
});

test("a search finds a name or an address anywhere, by two letters at the beginning, and a group", async () => {
  const names = async (q: string) => (await whole({ q })).map(({ name }) => name);
  expect((await names("JANSEN")).every((name) => name.includes("Jansen"))).toBe(true);
  expect((await names("jansen")).length).toBeGreaterThan(50);
  expect(await names("person1234@")).toHaveLength(1);
  expect((await names("øy")).every((name) => name.startsWith("Øystein"))).toBe(true);
  expect(await names("ns")).toEqual([]);
  expect(await names("%%%")).toEqual([]);
  const [group, one] = ["00000000-0000-7000-8000-000000000001", (await page({}))[0]];
  await owner`insert into groups (workspace_id, id, name) values (${company.workspaceId}, ${group}, 'Brand team')`;
  await owner`insert into group_memberships (workspace_id, id, group_id, membership_id)
    values (${company.workspaceId}, ${group}, ${group}, ${one?.membershipId ?? null})`;
  expect(await names("rand te")).toEqual([one?.name]);
  expect((await whole({ groupId: group })).map(({ name }) => name)).toEqual([one?.name]);
});

test("a role narrows the list to its holders, through groups too", async () => {
  const { viewer = "", editor = "" } = company.roles;
  const viewers = await whole({ roleId: viewer });
  const everybody = await whole({});
  expect(viewers.length + (await whole({ roleId: editor })).length).toBe(everybody.length - 1);
});

test("whoever is renamed moves, in every workspace, whoever carried it out", async () => {
  const zoe = other.people.Zoe?.userId ?? "";
  const guest = "00000000-0000-7000-8000-000000000002";
  await owner`insert into memberships (workspace_id, id, user_id) values (${company.workspaceId}, ${guest}, ${zoe})`;
  await owner`insert into active_periods (workspace_id, id, membership_id) values (${company.workspaceId}, ${guest}, ${guest})`;
  await inContext({ user: zoe }, (tx) => tx.execute(sql`update users set name = 'aaa' where id = ${zoe}`));
  expect((await page({}))[0]?.membershipId).toBe(guest);
  const elsewhere = await inContext({ workspace: other.workspaceId }, (tx) =>
    tx.execute<{ listed: string }>(
      sql`select listed_as as listed from memberships where workspace_id = ${other.workspaceId}`,
    ),
  );
  expect(elsewhere.map(({ listed }) => listed)).toEqual(["aaa\nzoe@elsewhere.example"]);
});

test("a deactivation and what gives it back move a member between the tabs", async () => {
  const [someone] = await page({ sort: "joined" });
  const id = someone?.membershipId ?? "";
  const tabOf = async () =>
    (await page({ sort: "joined" })).some(({ membershipId }) => membershipId === id)
      ? "members"
      : "deactivated";
  const change = (statement: SQL) =>
    inWorkspace(async (tx) => {
      await setContext(tx, { workspace: company.workspaceId });
      await tx.execute(statement);
    });
  await change(
    sql`update active_periods set valid_to = now() where membership_id = ${id} and valid_to is null`,
  );
  expect(await tabOf()).toBe("deactivated");
  await change(sql`insert into active_periods (workspace_id, id, membership_id)
    values (${company.workspaceId}, gen_random_uuid(), ${id})`);
  expect(await tabOf()).toBe("members");
});

describe("an index gives each page in order, for the application and its row-level security", () => {
  const plan = (asked: Asked) =>
    inWorkspace(async (tx) => {
      const lines: string[] = [];
      const explaining = {
        execute: async (statement: SQL) => {
          const rows = await tx.execute<{ "QUERY PLAN": string }>(sql`explain ${statement}`);
          lines.push(...rows.map((row) => row["QUERY PLAN"]));
          return [];
        },
      } as unknown as Transaction;
      await membershipsFitting({ tx: explaining, workspace: workspace() }, MembersFilter.parse(asked));
      const cte = lines.findIndex((line) => line.includes("CTE page"));
      const after = lines.findIndex(
        (line, i) => i > cte && line.search(/\S/) <= (lines[cte]?.search(/\S/) ?? 0),
      );
      return lines.slice(cte, after === -1 ? undefined : after).join("\n");
    });

  test.each(["name", "joined", "active"] as const)("by %s", async (sort) => {
    for (const tab of ["members", "deactivated"] as const) {
      const last = (await whole({ tab, sort })).at(-2);
      for (const after of [undefined, cursorOf([last?.sortKey ?? "", last?.membershipId ?? ""])]) {
        const found = await plan({ tab, sort, after });
        expect(found).toContain(`memberships_${tab === "members" ? "active" : "inactive"}_by_`);
        expect(found).not.toContain("Seq Scan on memberships");
        expect(found).not.toContain("Sort");
        if (after) expect(found).toMatch(/Index Cond: .*ROW/);
      }
    }
  });
});
