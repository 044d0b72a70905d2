import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { seedDemo } from "./demo";
import { signIns } from "./sign-ins";

let database: TestDatabase;
let app: Sql;
let milliseconds: number;

beforeAll(async () => {
  database = await testDatabase();
  const started = performance.now();
  await seedDemo(database.ownerUrl);
  milliseconds = performance.now() - started;
  app = postgres(database.appUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await app.end();
  await database.drop();
});

/** Asks as the application does, on behalf of a person in a workspace. */
async function ask<Row extends object>(workspace: string, statement: string): Promise<Row[]> {
  const { rows } = await app.begin(async (tx) => {
    const admin = workspace === "alder-finch" ? "admin@alderfinch.example" : "admin@kite.example";
    await tx`select set_config('remit.email', ${admin}, true)`;
    const [person] = await tx`select id from users where email = ${admin}`;
    await tx`select set_config('remit.user', ${person?.id}, true)`;
    const [found] = await tx`select id, account_id from workspaces where slug = ${workspace}`;
    await tx`select set_config('remit.workspace', ${found?.id}, true), set_config('remit.account', ${found?.account_id}, true)`;
    return { rows: await tx.unsafe<Row[]>(statement) };
  });
  return rows;
}

async function number(workspace: string, statement: string): Promise<number> {
  const [row] = await ask<{ count: number }>(workspace, `select count(*)::int as count from ${statement}`);
  return row?.count ?? -1;
}

test("is fast, and the second time does nothing", async () => {
  expect(milliseconds).toBeLessThan(5_000);
  const before = await number("alder-finch", "grants");
  await seedDemo(database.ownerUrl);
  expect(await number("alder-finch", "grants")).toBe(before);
});

test("two runs at once make one company", async () => {
  const other = await testDatabase();
  const sql = postgres(other.ownerUrl, { max: 1 });
  try {
    await Promise.all([seedDemo(other.ownerUrl), seedDemo(other.ownerUrl)]);
    expect(await sql`select name from accounts order by name`).toEqual([
      { name: "Alder & Finch" },
      { name: "Kite Agency" },
    ]);
  } finally {
    await sql.end();
    await other.drop();
  }
});

test("everybody who can sign in is there, at an invented address", async () => {
  const people = await ask<{ email: string }>("alder-finch", "select email from users");
  const kite = await ask<{ email: string }>("kite-agency", "select email from users");
  const addresses = [...people, ...kite].map(({ email }) => email);
  for (const { email } of signIns) expect(addresses).toContain(email);
  for (const email of addresses) expect(email).toMatch(/^[a-z.-]+@[a-z.-]+\.example$/);
});

test("the company has members of every standing", async () => {
  const live = "memberships m where ended_at is null";
  const active =
    "exists (select 1 from active_periods p where p.membership_id = m.id and valid_from <= now() and valid_to is null)";
  expect(await number("alder-finch", live)).toBeGreaterThanOrEqual(48);
  expect(await number("alder-finch", `${live} and not ${active}`)).toBe(3);
  expect(await number("alder-finch", "memberships where ended_at is not null")).toBe(1);
  expect(
    await number("alder-finch", `${live} and ${active} and last_active_at < now() - interval '90 days'`),
  ).toBe(5);
  expect(
    await number("alder-finch", `${live} and joined_at > now() - interval '30 days'`),
  ).toBeGreaterThanOrEqual(5);
  expect(await number("alder-finch", `${live} and first_active_at is null`)).toBe(1);
  expect(await number("kite-agency", live)).toBe(6);
});

test("three Admins count, and the account has an administrator without membership", async () => {
  const admins = await ask<{ name: string }>(
    "alder-finch",
    `select u.name from grants g join roles r on r.id = g.role_id and r.key = 'admin'
     join memberships m on m.id = g.membership_id join users u on u.id = m.user_id
     where g.resource_id = g.workspace_id and g.valid_to is null order by u.name`,
  );
  expect(admins.map(({ name }) => name)).toEqual(["Eva Lind", "Ines Carvalho", "Samir Aziz"]);
  expect(
    await number(
      "alder-finch",
      `account_administrators a join users u on u.id = a.user_id
       where email = 'owner@alderfinch.example' and not exists (select 1 from memberships m where m.user_id = u.id)`,
    ),
  ).toBe(1);
});

test("invitations are open, expired, accepted and removed; each expires a day after it was sent", async () => {
  const standing = (condition: string) => number("alder-finch", `invitations where ${condition}`);
  const pending = "accepted_at is null and removed_at is null";
  expect(await standing(`${pending} and expires_at > now()`)).toBe(3);
  expect(await standing(`${pending} and expires_at <= now()`)).toBe(2);
  expect(await standing("removed_at is not null")).toBe(1);
  expect(await standing("accepted_at is not null")).toBeGreaterThan(5);
  expect(await standing("expires_at <> sent_at + interval '24 hours'")).toBe(0);
  expect(await standing("accepted_at not between sent_at and expires_at")).toBe(0);
});

test("temporary grants hold now, are over, and are to come", async () => {
  const held = (condition: string) => number("alder-finch", `grants where ${condition}`);
  expect(await held("valid_from <= now() and valid_to > now()")).toBeGreaterThan(8);
  expect(await held("valid_to <= now()")).toBeGreaterThan(3);
  expect(await held("valid_from > now()")).toBe(1);
});

test("the audit log tells of the last 60 days, in order, nothing of the future, and agrees with the facts", async () => {
  expect(await number("alder-finch", "audit_events")).toBeGreaterThan(60);
  expect(
    await number("alder-finch", "audit_events where at > now() or at < now() - interval '61 days'"),
  ).toBe(0);
  expect(
    await number(
      "alder-finch",
      "(select at < lag(at) over (order by seq) as backwards from audit_events) as pairs where backwards",
    ),
  ).toBe(0);
  const told = (action: string) => number("alder-finch", `audit_events where action = '${action}'`);
  const lately = "> now() - interval '60 days'";
  expect(await told("invitation.accepted")).toBe(
    await number("alder-finch", `invitations where accepted_at ${lately}`),
  );
  expect(await told("member.deactivated")).toBe(3);
  expect(await number("alder-finch", "audit_events where actor_id is null or target_id is null")).toBe(0);
});

test("nothing is older than who it is about", async () => {
  expect(
    await number(
      "alder-finch",
      "grants g join memberships m on m.id = g.membership_id where g.valid_from < m.joined_at",
    ),
  ).toBe(0);
  expect(
    await number(
      "alder-finch",
      "grants g join resources r on r.id = g.resource_id where g.valid_from < r.created_at",
    ),
  ).toBe(0);
  expect(
    await number(
      "alder-finch",
      "group_memberships b join groups g on g.id = b.group_id where b.valid_from < g.created_at",
    ),
  ).toBe(0);
  expect(
    await number(
      "alder-finch",
      "resources r join resources p on p.id = r.parent_id where r.created_at < p.created_at",
    ),
  ).toBe(0);
});
