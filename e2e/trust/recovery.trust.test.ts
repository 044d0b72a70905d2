import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive } from "../../db/embedded/postmaster.ts";
import { type RunningRemit, runRemit } from "../../scripts/running-remit.ts";

const readyWithinMs = 180_000;
const recoveredWithinMs = 20_000;
const kept = ["postgresql", "server", "worker"] as const;

let demo: RunningRemit;
const everAlive = new Set<number>();

beforeAll(async () => {
  demo = await runRemit(readyWithinMs);
}, readyWithinMs);

afterAll(async () => {
  await demo.stop();
});

async function status(path: string): Promise<number> {
  try {
    const response = await fetch(`${demo.url}${path}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

async function eventually(check: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > deadline)
      throw new Error(`not within ${withinMs} ms; printed so far:\n${demo.output()}`);
    await pause(25);
  }
}

async function pidOf(name: (typeof kept)[number]): Promise<number> {
  await eventually(() => demo.processes()[name] !== undefined, recoveredWithinMs);
  const pid = demo.processes()[name] ?? 0;
  everAlive.add(pid);
  return pid;
}

test("it says that it is ready, who one can sign in as, and where the mail arrives", async () => {
  await eventually(() => demo.output().includes("Ctrl-C"), 1_000);
  expect(demo.output()).toContain(`Remit is ready: ${demo.url}\n`);
  expect(demo.output()).toContain("admin@alderfinch.example");
  expect(demo.output()).toContain(`${demo.url}/mailbox`);
});

test.each(kept)("after kill -9 of the %s it recovers by itself", async (name) => {
  const killed = await pidOf(name);
  process.kill(killed, "SIGKILL");
  await eventually(() => !isAlive(killed), recoveredWithinMs);
  await eventually(async () => {
    const pid = demo.processes()[name];
    return pid !== undefined && pid !== killed && isAlive(pid) && (await status("/api/ready")) === 200;
  }, recoveredWithinMs);
  await pidOf(name);
});

test("while the database is away it answers 503, and stays alive", async () => {
  const database = await pidOf("postgresql");
  const server = await pidOf("server");
  const seen = new Set<number>();
  process.kill(database, "SIGKILL");
  await eventually(async () => {
    seen.add(await status("/api/ready"));
    const pid = demo.processes().postgresql;
    return pid !== database && seen.has(200);
  }, recoveredWithinMs);
  expect([...seen].every((code) => code === 200 || code === 503)).toBe(true);
  expect(demo.processes().server).toBe(server);
});

test("it still recovers when all of them are killed at once, again and again", async () => {
  for (let round = 0; round < 3; round += 1) {
    const killed = await Promise.all(kept.map(pidOf));
    for (const pid of killed) process.kill(pid, "SIGKILL");
    await eventually(() => killed.every((pid) => !isAlive(pid)), recoveredWithinMs);
    await eventually(async () => (await status("/api/ready")) === 200, recoveredWithinMs);
  }
});

test("Ctrl-C stops everything, open connections included, and leaves no process behind", async () => {
  await Promise.all(kept.map(pidOf));
  const unfinished = connect(Number(new URL(demo.url).port), "127.0.0.1");
  unfinished.on("error", () => {}).write("GET /api/health HTTP/1.1\r\nHost: localhost\r\n");
  const { supervisor } = demo.processes();
  everAlive.add(supervisor);
  process.kill(supervisor, "SIGINT");
  await eventually(() => [...everAlive].every((pid) => !isAlive(pid)), recoveredWithinMs);
  unfinished.destroy();
  expect(await status("/api/health")).toBe(0);
});
