import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/w/[workspace]/audit/export/route";
import { closeDatabase } from "@/db/client";
import { copyOutName } from "@/db/copy-out";
import { writeEvents } from "@/db/testing/audit-events";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { as, letProofAge, signedIn } from "@/lib/doorway/testing/as";
import { prepareExport } from "./commands";
import { auditEvents } from "./queries";

type Asked = {
  format: "csv" | "jsonl";
  user?: string;
  action?: string;
  about?: string;
  from?: string;
  to?: string;
  q?: string;
};

let database: TestDatabase;
let owner: Sql;
let finch: TestCompany;
let ines: string;

const place = "019a0000-0000-7000-8000-0000000000a1";
const nasty = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  'a "quoted", cell',
  "two\nlines",
  "back\\slash \\N \\.",
  "Ünïcode 😀",
];

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  process.env.REMIT_WORKER_DATABASE_URL = database.workerUrl;
  process.env.RESEND_API_KEY = "re_test";
  process.env.REMIT_FROM = "remit@remit.example";
  process.env.REMIT_URL = "http://localhost:3000";
  process.env.REMIT_SECRET = "abcdefghijklmnopqrstuvwxyz0123456789";
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  finch = await foundCompany(database.ownerUrl, "finch", { Ines: "admin", Victor: "viewer", Asa: "admin" });
  const kite = await foundCompany(database.ownerUrl, "kite", { Karl: "admin" });
  const actorId = finch.people.Victor?.userId ?? "";
  await writeEvents(owner, finch.workspaceId, [
    ...nasty.map((target) => ({
      at: "2024-06-10T12:00:00Z",
      actorId,
      actorName: target,
      target,
      reason: target,
      before: { text: target },
    })),
    ...Array.from({ length: 400 }, (_, i) => ({
      at: `2024-06-1${i % 4}T12:00:00.00000${i % 7}Z`,
      actorId,
      target: `Person ${i}`,
      ...(i % 3 === 0 ? { targetId: place } : i % 3 === 1 ? { resourceId: place } : {}),
    })),
  ]);
  await writeEvents(owner, kite.workspaceId, [{ at: "2024-06-10T12:00:00Z", target: "Canary" }]);
});

beforeEach(async () => {
  ines = await signedIn(finch.people.Ines?.userId ?? "");
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

async function announced(asked: Asked): Promise<string> {
  const outcome = await as(ines, () => prepareExport.execute({ workspace: "finch", ...asked }));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value.prepared;
}

function download(
  asked: Asked,
  prepared: string,
  token = ines,
  workspace = "finch",
  signal?: AbortSignal,
): Promise<Response> {
  const query = new URLSearchParams({ ...asked, prepared });
  const http = new Request(
    `http://localhost:3000/api/w/${workspace}/audit/export?${query}`,
    signal ? { signal } : {},
  );
  return as(token, () => GET(http, { params: Promise.resolve({ workspace }) }));
}

async function exported(asked: Asked): Promise<string> {
  const response = await download(asked, await announced(asked));
  expect(response.status).toBe(200);
  return response.text();
}

async function listed({ format, ...view }: Asked): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const outcome = await as(ines, () =>
      auditEvents({ workspace: "finch", ...view, ...(after ? { after } : {}) }),
    );
    if (!outcome.ok) throw new Error(outcome.message);
    ids.push(...outcome.value.events.map(({ id }) => id));
    after = outcome.value.older;
  }
  return ids;
}

function lines(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** RFC 4180, enough for what COPY writes. */
function cells(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test.each<[string, Omit<Asked, "format">]>([
  ["everything up to a day", { to: "2024-06-12" }],
  ["a user", { user: "victor", to: "2024-06-30" }],
  ["days", { from: "2024-06-11", to: "2024-06-12" }],
  ["a search with signs of SQL", { q: "person 1" }],
  ["a search that is SQL", { q: "'; drop table grants; --" }],
  ["what an event is about", { about: place, to: "2024-06-30" }],
  ["an action that never was", { action: "nothing.happened" }],
])("the export of %s holds exactly the rows of the list, in their order, in both formats", async (_, filter) => {
  const named = filter.user ? { ...filter, user: finch.people.Victor?.userId ?? "" } : filter;
  const ids = await listed({ ...named, format: "csv" });
  const [header, ...rows] = cells(await exported({ ...named, format: "csv" }));
  const column = header?.indexOf("id") ?? -1;
  expect(rows.map((row) => row[column])).toEqual(ids);
  const text = await exported({ ...named, format: "jsonl" });
  expect((text ? lines(text) : []).map(({ id }) => id)).toEqual(ids);
});

test("an export of everything ends with the event that tells of it, and holds nothing of another workspace", async () => {
  const text = await exported({ format: "jsonl" });
  const rows = lines(text);
  expect(rows[0]).toMatchObject({
    action: "audit.exported",
    actor: "Ines",
    after: { format: "jsonl", filter: {} },
  });
  expect(rows.length).toBeGreaterThan(nasty.length + 400);
  expect(text).not.toContain("Canary");
  expect(await exported({ format: "csv" })).not.toContain("Canary");
});

test("JSON Lines keep every character", async () => {
  const rows = lines(await exported({ format: "jsonl", from: "2024-06-10", to: "2024-06-10" }));
  const targets = rows.map(({ target }) => target);
  for (const text of nasty) expect(targets).toContain(text);
  expect(rows.map(({ before }) => (before as { text?: string } | null)?.text)).toEqual(
    expect.arrayContaining(nasty),
  );
});

test("no cell of the CSV begins like a formula, and nothing else is changed", async () => {
  const [header, ...rows] = cells(await exported({ format: "csv", from: "2024-06-10", to: "2024-06-10" }));
  for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  for (const name of ["target", "actor", "reason"]) {
    const column = header?.indexOf(name) ?? -1;
    const found = rows.map((row) => row[column]);
    for (const text of nasty) expect(found).toContain(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  }
});

test("the file is a download that nobody keeps", async () => {
  const asked: Asked = { format: "csv", q: "nobody" };
  const response = await download(asked, await announced(asked));
  await response.text();
  const { headers } = response;
  expect(headers.get("content-disposition")).toMatch(
    /^attachment; filename="finch-audit-\d{4}-\d\d-\d\d\.csv"$/,
  );
  expect(headers.get("content-type")).toMatch(/^text\/csv/);
  expect(headers.get("cache-control")).toBe("private, no-store");
});

test("an export needs a fresh proof twice: when it is announced and when it leaves", async () => {
  const asked: Asked = { format: "csv" };
  const prepared = await announced(asked);
  await letProofAge(finch.people.Ines?.userId ?? "");
  const response = await download(asked, prepared);
  expect([response.status, (await response.json()).error]).toEqual([403, "stale-proof"]);
  expect(await as(ines, () => prepareExport.execute({ workspace: "finch", ...asked }))).toMatchObject({
    code: "stale-proof",
  });
});

test("what was not announced does not leave: another filter, format or person, or nothing at all", async () => {
  const prepared = await announced({ format: "csv", q: "dana" });
  const asa = await signedIn(finch.people.Asa?.userId ?? "");
  const tries = [
    download({ format: "csv" }, prepared),
    download({ format: "jsonl", q: "dana" }, prepared),
    download({ format: "csv", q: "dana" }, crypto.randomUUID()),
    download({ format: "csv", q: "dana" }, prepared, asa),
  ];
  for (const response of await Promise.all(tries)) expect(response.status).toBe(409);
  const own = await download({ format: "csv", q: "dana" }, prepared);
  expect(own.status).toBe(200);
  await own.text();
});

test("who may not export is refused, at the command and at the route", async () => {
  const victor = await signedIn(finch.people.Victor?.userId ?? "");
  const asked: Asked = { format: "csv" };
  const prepared = await announced(asked);
  expect((await download(asked, prepared, victor)).status).toBe(403);
  expect((await download(asked, prepared, ines, "kite")).status).toBe(404);
  expect(await as(victor, () => prepareExport.execute({ workspace: "finch", ...asked }))).toMatchObject({
    code: "forbidden",
  });
});

test("a malformed request is refused in words", async () => {
  const http = new Request("http://localhost:3000/api/w/finch/audit/export?format=xlsx&prepared=1");
  const response = await as(ines, () => GET(http, { params: Promise.resolve({ workspace: "finch" }) }));
  expect(response.status).toBe(400);
});

async function connections(): Promise<number> {
  const [row] = await owner`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = ${copyOutName}`;
  return row?.count ?? -1;
}

async function untilNone(): Promise<number> {
  for (let tries = 0; tries < 50 && (await connections()) > 0; tries += 1)
    await new Promise((done) => setTimeout(done, 100));
  return connections();
}

test("no connection stays: after the end, after a cancelled body, after the client has gone", async () => {
  const asked: Asked = { format: "csv" };
  await exported(asked);
  expect(await untilNone()).toBe(0);
  const cancelled = await download(asked, await announced(asked));
  expect(await connections()).toBe(1);
  await cancelled.body?.cancel();
  expect(await untilNone()).toBe(0);
  const gone = new AbortController();
  const aborted = await download(asked, await announced(asked), ines, "finch", gone.signal);
  expect(await connections()).toBe(1);
  gone.abort();
  expect(await untilNone()).toBe(0);
  await aborted.text().catch(() => undefined);
});
