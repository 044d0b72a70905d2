import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import postgres, { type Sql } from "postgres";
import { Resend } from "resend";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { openPostOffice } from "@/lib/jobs/post-office";
import { post, settled, welcome } from "@/lib/jobs/testing/outbox-rows";
import type { Send } from "@/lib/mail/message";
import { type MailStandIn, seeded, startMailStandIn } from "@/scripts/mail-stand-in";

const mails = Number(process.env.REMIT_TRUST_MAILS ?? (process.env.REMIT_SOAK ? 2000 : 100));
const kills = Number(process.env.REMIT_TRUST_KILLS ?? (process.env.REMIT_SOAK ? 10 : 3));
const seed = Number(process.env.REMIT_TRUST_SEED ?? Date.now() % 1_000_000);
const minutesFor = (rows: number) => 60_000 + rows * 400;

let database: TestDatabase;
let owner: Sql;
let standIn: MailStandIn;

beforeEach(async () => {
  database = await testDatabase();
  owner = postgres(database.ownerUrl, { max: 4, onnotice: () => undefined });
  standIn = await startMailStandIn({ failure: { seed, refuse: 0.5, lose: 0.2 }, latencyMs: 15 });
});

afterEach(async () => {
  await standIn.close();
  await owner.end();
  await database.drop();
});

/** How many messages each recipient was sent; everybody is written to once. */
function copies(): number[] {
  const byRecipient = new Map<string, number>();
  for (const { to } of standIn.messages()) byRecipient.set(to, (byRecipient.get(to) ?? 0) + 1);
  return [...byRecipient.values()];
}

async function write(from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) await post(owner, welcome, `person-${n}@remit.example`);
}

async function startedWorker(): Promise<ChildProcess> {
  const entry = fileURLToPath(new URL("./testing/worker-process.ts", import.meta.url));
  const worker = spawn(process.execPath, ["--import", "tsx", entry, database.workerUrl, standIn.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  worker.stdout?.on("data", (chunk) => {
    said = (said + chunk).slice(-4_000);
  });
  await expect.poll(() => said, { timeout: 60_000 }).toContain("worker is ready");
  return worker;
}

async function killed(worker: ChildProcess): Promise<void> {
  worker.kill("SIGKILL");
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, "exit");
}

test(`${mails} mails, the provider failing half the time and after taking, the worker killed: 0 lost, 0 twice (seed ${seed})`, {
  timeout: minutesFor(mails) + kills * 20_000,
}, async () => {
  console.log(`mail trust: seed ${seed}, ${mails} mails, ${kills} kills`);
  const chance = seeded(seed);
  await write(0, Math.floor(mails / 2));
  let worker = await startedWorker();
  const writing = write(Math.floor(mails / 2), mails);
  let underWay = 0;
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 100 + chance() * 900));
    await killed(worker);
    const [locked] = await owner<{ count: number }[]>`
        SELECT count(*)::int FROM outbox WHERE attempts > 0 AND sent_at IS NULL AND last_error IS NULL`;
    underWay += locked?.count ?? 0;
    worker = await startedWorker();
  }
  await writing;
  const rows = await settled(owner, minutesFor(mails)).finally(() => killed(worker));

  const taken = new Map(standIn.messages().map((message) => [message.headers["Idempotency-Key"], message]));
  console.log(`mail trust: ${underWay} deliveries were cut off by kills`);
  expect(rows).toHaveLength(mails);
  expect(rows.filter(({ sent }) => !sent)).toEqual([]);
  expect(
    rows.filter(({ id, recipient, providerId }) => {
      const message = taken.get(id);
      return message?.id !== providerId || message?.to !== recipient;
    }),
  ).toEqual([]);
  expect(copies()).toEqual(Array(mails).fill(1));
});

test("without the key, copies do arrive", { timeout: 120_000 }, async () => {
  const provider = new Resend("re_test", { baseUrl: standIn.url });
  const keyless: Send = async (message) => {
    const { data, error } = await provider.emails.send(message, { signal: AbortSignal.timeout(300) });
    if (data) return { taken: true, id: data.id };
    return { taken: false, status: error?.statusCode ?? null, name: error?.name ?? "", retryAfterMs: null };
  };
  await write(0, 40);
  const office = openPostOffice({
    databaseUrl: database.workerUrl,
    url: "https://remit.example",
    from: "Remit <remit@remit.example>",
    send: keyless,
    log: pino({ level: "silent" }),
    backoff: { firstMs: 20, longestMs: 200 },
    staleMs: 1_000,
    pollMs: 50,
    concurrency: 8,
  });
  await settled(owner, 60_000).finally(() => office.close());
  expect(Math.max(...copies())).toBeGreaterThan(1);
});
