import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../db/testing/test-database.ts";
import { type RunningRemit, runCommand, runRemit } from "../../scripts/running-remit.ts";

const readyWithinMs = 180_000;
const wishes = ["--email", "First@Example.com", "--account", "Example Ltd", "--workspace", "Main Street"];

let database: TestDatabase;
let remit: RunningRemit;

const production = (url: string) => ({
  DATABASE_URL: database.ownerUrl,
  REMIT_APP_DATABASE_URL: database.appUrl,
  REMIT_WORKER_DATABASE_URL: database.workerUrl,
  RESEND_API_KEY: "re_never_used",
  RESEND_BASE_URL: "http://127.0.0.1:9",
  REMIT_FROM: "Remit <remit@example.com>",
  REMIT_URL: url,
  REMIT_SECRET: randomBytes(36).toString("base64"),
});

beforeAll(async () => {
  database = await testDatabase();
  remit = await runRemit(readyWithinMs, production);
}, readyWithinMs);

afterAll(async () => {
  await remit?.stop();
  await database?.drop();
});

async function count(table: string): Promise<number> {
  const sql = postgres(database.ownerUrl, { max: 1 });
  try {
    const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(table)}`;
    return row?.rows ?? 0;
  } finally {
    await sql.end();
  }
}

test("production has no demo data, no sign-ins to print and no mailbox", async () => {
  expect(remit.output()).not.toContain("alderfinch");
  expect(await count("users")).toBe(0);
  expect((await fetch(`${remit.url}/api/ready`)).status).toBe(200);
  for (const path of ["/mailbox", "/api/mailbox"]) {
    expect((await fetch(`${remit.url}${path}`)).status, path).toBe(404);
  }
});

test("setup makes the first account, workspace and administrator, and only once", async () => {
  const first = await runCommand("setup", wishes, production(remit.url));
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining(`sign in at ${remit.url}`) });
  const second = await runCommand("setup", wishes, production(remit.url));
  expect(second).toMatchObject({ code: 1, output: expect.stringContaining("set up already") });
  expect(await count("users")).toBe(1);
});

test.each([
  [wishes.slice(0, 4), "--workspace must be given"],
  [["--name", "x"], "Unknown option '--name'"],
])("setup refuses %s in a sentence", async (args, told) => {
  const { code, output } = await runCommand("setup", args, production(remit.url));
  expect(code).toBe(1);
  expect(output).toContain(told);
  expect(output.trim().split("\n")).toHaveLength(1);
});

test.each([
  [{ REMIT_SECRET: "" }, "REMIT_SECRET is not set"],
  [{ REMIT_SECRET: "short" }, "REMIT_SECRET must have at least 32 characters"],
  [{ REMIT_URL: "http://remit.example.com" }, "REMIT_URL must begin with https://"],
  [{ PORT: "70000" }, "PORT must be a whole number"],
])("a start with %o stops with a sentence", async (changes, told) => {
  const { code, output } = await runCommand("start", [], { ...production(remit.url), ...changes });
  expect(code).toBe(1);
  expect(output).toContain(told);
  expect(output.trim().split("\n")).toHaveLength(1);
});

test("a start on a port that is in use stops with a sentence", async () => {
  const { port } = new URL(remit.url);
  const { code, output } = await runCommand("start", [], { ...production(remit.url), PORT: port });
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is in use by another program`);
});
