import postgres, { type Sql } from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { remindOfReviews } from "@/lib/jobs/reviews";

let database: TestDatabase;
let owner: Sql;
let worker: Sql;
let here: TestCompany;
let there: TestCompany;

beforeEach(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  here = await foundCompany(database.ownerUrl, "here", { Ada: "admin", Ben: "admin", Vic: "viewer" });
  there = await foundCompany(database.ownerUrl, "there", { Zoe: "admin", Yan: "viewer" });
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  worker = postgres(database.workerUrl, { max: 4, onnotice: () => undefined });
});

afterEach(async () => {
  await closeDatabase();
  await worker.end();
  await owner.end();
  await database.drop();
});

const url = "https://remit.example";
const remind = () => remindOfReviews(worker, url);

/** Sets the review of whatever somebody holds: `days` from today in the workspace's own time zone. */
async function review(company: TestCompany, name: string, days: number, by: string | null): Promise<void> {
  await inside(company);
  await owner`
    update grants set valid_from = now() - interval '30 days', review_on = (now() at time zone w.time_zone)::date + ${days}::int,
      granted_by = ${by ? (company.people[by]?.userId ?? null) : null}
    from workspaces w where w.id = grants.workspace_id and grants.membership_id = ${idOf(company, name)}`;
}

async function inside({ workspaceId }: TestCompany): Promise<void> {
  await owner`select set_config('remit.workspace', ${workspaceId}, false)`;
}

function idOf(company: TestCompany, name: string): string {
  return company.people[name]?.membershipId ?? "";
}

function mails() {
  return owner<{ recipient: string; kind: string; payload: Record<string, unknown> }[]>`
    select recipient, kind, payload from outbox order by recipient`;
}

test("whoever gave a role is reminded on the day, once, with the way to it", async () => {
  await review(here, "Vic", 1, "Ada");
  expect(await remind(), "not before the day").toBe(0);
  await review(here, "Vic", 0, "Ada");
  expect(await remind()).toBe(1);
  expect(await remind(), "once").toBe(0);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    kind: "review-due",
    recipient: "ada@here.example",
    payload: {
      name: "Ada",
      link: `${url}/w/here/settings/members/${idOf(here, "Vic")}`,
      rows: [
        { holder: "Vic", role: "Viewer", place: null, reviewOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      ],
      more: 0,
    },
  });
});

test("a day begins in the time zone of the workspace", async () => {
  const [zones] = await owner<{ west: string; today: string }[]>`
    select (now() at time zone 'Pacific/Pago_Pago')::date::text as west, (now() at time zone 'Pacific/Kiritimati')::date::text as today`;
  expect(zones?.west).not.toBe(zones?.today);
  await review(here, "Vic", 0, "Ada");
  await owner`update grants set review_on = ${zones?.today ?? ""}::date where membership_id = ${idOf(here, "Vic")}`;
  await owner`update workspaces set time_zone = 'Pacific/Pago_Pago'`;
  expect(await remind(), "it is yesterday still").toBe(0);
  await owner`update workspaces set time_zone = 'Pacific/Kiritimati'`;
  expect(await remind()).toBe(1);
});

test("what is over is not to be reviewed, nor what somebody deactivated holds until they are back", async () => {
  await review(here, "Vic", -3, "Ada");
  await owner`update active_periods set valid_to = now() where membership_id = ${idOf(here, "Vic")}`;
  expect(await remind()).toBe(0);
  await owner`update grants set valid_to = now() where membership_id = ${idOf(here, "Vic")}`;
  await owner`insert into active_periods (workspace_id, id, membership_id)
    values (${here.workspaceId}, gen_random_uuid(), ${idOf(here, "Vic")})`;
  expect(await remind()).toBe(0);
  await owner`update grants set valid_to = now() + interval '1 day' where membership_id = ${idOf(here, "Vic")}`;
  expect(await remind()).toBe(1);
});

test("the Admins are reminded where whoever gave it is gone or unknown", async () => {
  await review(here, "Vic", 0, "Ben");
  await owner`update active_periods set valid_to = now() where membership_id = ${idOf(here, "Ben")}`;
  expect(await remind()).toBe(1);
  expect((await mails()).map(({ recipient }) => recipient)).toEqual(["ada@here.example"]);
  await review(there, "Yan", 0, null);
  expect(await remind()).toBe(1);
  expect((await mails()).map(({ recipient }) => recipient)).toEqual([
    "ada@here.example",
    "zoe@there.example",
  ]);
});

test("many reviews are one mail for each person and workspace, with the first of them named", async () => {
  await review(here, "Vic", 0, "Ada");
  await review(there, "Yan", -1, "Zoe");
  await inside(here);
  await owner`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, source, granted_by, review_on, valid_from)
    select workspace_id, gen_random_uuid(), membership_id, role_id, resource_id, source, granted_by, review_on, valid_from
    from grants, generate_series(1, 24) where membership_id = ${idOf(here, "Vic")}`;
  expect(await remind()).toBe(2);
  const [first, second] = await mails();
  expect([first?.recipient, second?.recipient]).toEqual(["ada@here.example", "zoe@there.example"]);
  expect(first?.payload).toMatchObject({ link: `${url}/w/here/settings/members`, more: 5 });
  expect(first?.payload.rows).toHaveLength(20);
});

test("a group's role leads to the group", async () => {
  await inside(here);
  const group = "01900000-0000-7000-8000-000000000001";
  await owner`insert into groups (workspace_id, id, name, description) values (${here.workspaceId}, ${group}, 'Brand', '')`;
  await owner`
    insert into grants (workspace_id, id, group_id, role_id, resource_id, source, granted_by, review_on, valid_from)
    values (${here.workspaceId}, gen_random_uuid(), ${group}, ${here.roles.viewer ?? ""}, ${here.workspaceId}, 'direct',
      ${here.people.Ada?.userId ?? ""}, '2026-01-01', '2025-12-01')`;
  expect(await remind()).toBe(1);
  expect((await mails())[0]?.payload).toMatchObject({
    link: `${url}/w/here/settings/groups/${group}`,
    rows: [{ holder: "Brand" }],
  });
});

test("what takes the place of a reviewed grant is not to be reviewed at once", async () => {
  await review(here, "Vic", -1, "Ada");
  await owner`update grants set valid_from = now() where membership_id = ${idOf(here, "Vic")}`;
  expect(await remind()).toBe(0);
  await review(here, "Vic", 0, "Ada");
  await owner`update grants set valid_from = now() where membership_id = ${idOf(here, "Vic")}`;
  expect(await remind(), "nor what was changed on the day of its review").toBe(0);
});

test("two workers at once remind once, and a mail that cannot be written leaves the review due", async () => {
  await review(here, "Vic", 0, "Ada");
  await owner`alter table outbox add constraint full_up check (kind <> 'review-due')`;
  await expect(remind()).rejects.toThrow(/full_up/);
  await owner`alter table outbox drop constraint full_up`;
  const counts = await Promise.all([remind(), remind(), remind()]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await mails()).toHaveLength(1);
});
