import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { root } from "./root.ts";

export type KeptProcess = {
  name: string;
  pid(): number | undefined;
  /** How often it ended in a row without having lasted. */
  failures(): number;
  listensOn(port: number): boolean;
  stop(): Promise<void>;
};

export type Keeping = {
  name: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  /** File that its output is added to; left out, it goes to our own output. */
  log?: string;
  /** Called whenever it has been started, and again whenever it has ended. */
  changed(): void;
};

const lastingMs = 10_000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;
const graceMs = 5_000;
const leash = pathToFileURL(`${root}scripts/leash.mjs`).href;

/** Runs a Node program and starts it again, ever more patiently, whenever it ends. */
export function keepRunning(keeping: Keeping): KeptProcess {
  let child: ChildProcess | undefined;
  let failures = 0;
  let stopping = false;
  let listening = new Set<unknown>();
  let retry: NodeJS.Timeout | undefined;

  const launch = () => {
    const startedAt = Date.now();
    const started = start(keeping);
    child = started;
    listening = new Set();
    started.on("message", (told: { listening?: number }) => listening.add(told.listening));
    started.once("exit", (code, signal) => {
      child = undefined;
      keeping.changed();
      if (stopping) return;
      failures = Date.now() - startedAt >= lastingMs ? 0 : failures + 1;
      const wait = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, failures - 1));
      console.log(`The ${keeping.name} ended (${signal ?? `exit code ${code}`}); starting it again.`);
      retry = setTimeout(launch, wait);
    });
    keeping.changed();
  };
  launch();

  return {
    name: keeping.name,
    pid: () => child?.pid,
    failures: () => failures,
    listensOn: (port) => child !== undefined && listening.has(port),
    stop: async () => {
      stopping = true;
      clearTimeout(retry);
      if (child) await endGroup(child);
    },
  };
}

function start({ args, environment, log }: Keeping): ChildProcess {
  const output = log ? openSync(log, "a", 0o600) : "inherit";
  // A session of its own: Ctrl-C reaches the supervisor alone, which then stops the others in order.
  const child = spawn(process.execPath, ["--import", leash, ...args], {
    cwd: root,
    env: environment,
    detached: true,
    stdio: ["ignore", output, output, "ipc"],
  });
  if (typeof output === "number") closeSync(output);
  return child;
}

/** Asks it to end; open streams may keep it from that, so after a grace its whole group is killed. */
async function endGroup(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await Promise.race([gone, pause(graceMs, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null && child.pid) {
    process.kill(-child.pid, "SIGKILL");
    await gone;
  }
}
