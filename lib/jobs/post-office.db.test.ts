import { pino } from "pino";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { openPostOffice, type PostOffice } from "@/lib/jobs/post-office";
import {
  code,
  invitation,
  link,
  post,
  rows,
  settled,
  signInLink,
  welcome,
} from "@/lib/jobs/testing/outbox-rows";
import { resend } from "@/lib/mail/resend";
import { type MailStandIn, startMailStandIn } from "@/scripts/mail-stand-in";

let database: TestDatabase;
let owner: Sql;
let standIn: MailStandIn;
let office: PostOffice | undefined;
let said: string[];

beforeEach(async () => {
  database = await testDatabase();
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  standIn = await startMailStandIn();
  said = [];
});

afterEach(async () => {
  await office?.close();
  office = undefined;
  await standIn.close();
  await owner.end();
  await database.drop();
});

function open(staleMs = 500): void {
  office = openPostOffice({
    databaseUrl: database.workerUrl,
    url: "https://remit.example",
    from: "Remit <remit@remit.example>",
    send: resend({ apiKey: "re_test", baseUrl: standIn.url, timeoutMs: 2_000 }),
    log: pino({ level: "trace" }, { write: (line: string) => void said.push(line) }),
    backoff: { firstMs: 20, longestMs: 100 },
    staleMs,
    pollMs: 50,
    concurrency: 4,
  });
}

async function addUser(email: string, disabled: boolean): Promise<void> {
  await owner`
    INSERT INTO users (id, email, name, disabled_at)
    VALUES (${uuidv7()}, ${email}, 'Greta', ${disabled ? owner`now()` : null})`;
}

test("what was written before and after the worker came is delivered once, and its secrets are gone", async () => {
  await post(owner, welcome, "before@remit.example");
  // No sweep for a minute: what comes later is delivered because it is announced.
  open(60_000);
  await settled(owner, 10_000);
  await post(owner, invitation(new Date(Date.now() + 60_000)), "after@remit.example");
  const all = await settled(owner, 5_000);

  expect(standIn.messages().map(({ to }) => to)).toEqual(["after@remit.example", "before@remit.example"]);
  expect(standIn.messages().map(({ headers }) => headers["Idempotency-Key"])).toEqual(
    all.map(({ id }) => id).reverse(),
  );
  for (const row of all) {
    expect(row).toMatchObject({ sent: true, dropped: false, payload: {}, attempts: 1, lastError: null });
    expect(standIn.messages().some(({ id }) => id === row.providerId)).toBe(true);
  }
});

test("sign-in and proof go to active users only, joining codes to anyone, and nothing that has expired", async () => {
  await addUser("active@remit.example", false);
  await addUser("disabled@remit.example", true);
  const past = new Date(Date.now() - 11 * 60_000);
  for (const name of ["active", "disabled", "unknown"]) {
    await post(owner, signInLink(), `${name}@remit.example`);
    await post(owner, code("confirm-identity"), `${name}@remit.example`);
  }
  await post(owner, code("accept-invitation"), "invited@remit.example");
  await post(owner, signInLink(), "active@remit.example", past);
  await post(owner, code("accept-invitation"), "invited@remit.example", past);
  await post(owner, invitation(new Date(Date.now() - 1_000)), "late@remit.example");
  open();
  const all = await settled(owner, 10_000);

  expect(
    standIn
      .messages()
      .map(({ to }) => to)
      .sort(),
  ).toEqual(["active@remit.example", "active@remit.example", "invited@remit.example"]);
  expect(all.filter(({ dropped }) => dropped)).toHaveLength(7);
  expect(all.every(({ payload }) => Object.keys(payload).length === 0)).toBe(true);
});

test("a provider that is away loses nothing, and its return is noticed", async () => {
  await standIn.close();
  open();
  await post(owner, welcome, "patient@remit.example");
  await expect.poll(async () => (await rows(owner))[0]?.attempts, { timeout: 10_000 }).toBeGreaterThan(2);
  expect((await rows(owner))[0]).toMatchObject({ sent: false, dropped: false });
  standIn = await startMailStandIn({ port: Number(new URL(standIn.url).port) });
  await settled(owner, 10_000);
  expect(standIn.messages()).toHaveLength(1);
});

test("a row whose announcement was lost is swept up", async () => {
  open();
  await expect.poll(() => said.join(""), { timeout: 10_000 }).toContain("worker is ready");
  await owner`ALTER TABLE outbox DISABLE TRIGGER announce`;
  await post(owner, welcome, "unannounced@remit.example");
  await owner`SELECT pg_notify('remit_outbox', 'not-an-id')`;
  const queue = postgres(database.workerUrl, { max: 1 });
  await queue`SELECT graphile_worker.add_job('sweep', '{}')`;
  await queue.end();
  await settled(owner, 10_000);
  expect(standIn.messages()).toHaveLength(1);
});

test("jobs that gave up are tidied away", async () => {
  open();
  await expect.poll(() => said.join(""), { timeout: 10_000 }).toContain("worker is ready");
  const queue = postgres(database.workerUrl, { max: 1 });
  const later = "run_at := now() + interval '1 hour'";
  const [job] = await queue<{ id: string }[]>`
    SELECT id FROM graphile_worker.add_job('deliver', '{}', ${queue.unsafe(later)})`;
  await queue`SELECT graphile_worker.permanently_fail_jobs(ARRAY[${job?.id ?? 0}]::bigint[])`;
  await queue`SELECT graphile_worker.add_job('tidy', '{}')`;
  const left = () => queue`SELECT 1 FROM graphile_worker.jobs WHERE id = ${job?.id ?? 0}`;
  await expect.poll(async () => (await left()).length, { timeout: 10_000 }).toBe(0);
  await queue.end();
});

test.each([
  ["loses every connection at once", 0],
  ["finds no database for a while", 1_500],
])("it takes up its work again when it %s, in the middle of a delivery", async (_name, awayMs) => {
  await standIn.close();
  standIn = await startMailStandIn({ latencyMs: 300 });
  open();
  await post(owner, welcome, "first@remit.example");
  await expect.poll(async () => (await rows(owner))[0]?.attempts, { timeout: 10_000 }).toBe(1);
  const [{ name = "" } = {}] = await owner<{ name: string }[]>`SELECT current_database() AS name`;
  const worker = postgres(database.workerUrl, { max: 1 });
  await worker`SELECT 1`;
  const beside = postgres(inject("testRun").server.owner, { max: 1 });
  if (awayMs > 0) await beside`ALTER DATABASE ${beside(name)} ALLOW_CONNECTIONS false`;
  const cut = await worker`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`;
  expect(cut.length).toBeGreaterThan(2);
  await worker.end();
  await new Promise((resolve) => setTimeout(resolve, awayMs));
  await beside`ALTER DATABASE ${beside(name)} ALLOW_CONNECTIONS true`;
  await beside.end();

  await settled(owner, 20_000);
  await post(owner, welcome, "second@remit.example");
  await settled(owner, 20_000);
  expect(standIn.messages().map(({ to }) => to)).toEqual(["second@remit.example", "first@remit.example"]);
});

test("closing waits for the delivery under way", async () => {
  await standIn.close();
  standIn = await startMailStandIn({ latencyMs: 700 });
  open();
  await post(owner, welcome, "last@remit.example");
  await expect.poll(async () => (await rows(owner))[0]?.attempts, { timeout: 10_000 }).toBe(1);
  await office?.close();
  expect((await rows(owner))[0]).toMatchObject({ sent: true, attempts: 1 });
});

test("the log names rows and kinds, never links, codes or recipients", async () => {
  await addUser("active@remit.example", false);
  open();
  await post(owner, signInLink(), "active@remit.example");
  await post(owner, code("accept-invitation"), "invited@remit.example");
  await post(owner, signInLink(), "unknown@remit.example");
  await settled(owner, 10_000);
  await office?.close();
  const log = said.join("");
  expect(log).toContain('"mail sent"');
  expect(log).toContain('"mail dropped"');
  for (const secret of [link, "204817", "@remit.example"]) expect(log).not.toContain(secret);
});
