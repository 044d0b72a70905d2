import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { modeOf } from "../lib/settings.ts";
import { announce } from "./announcement.ts";
import { build } from "./build.ts";
import { recordProcesses } from "./data-folder.ts";
import { type KeptProcess, keepRunning } from "./kept-process.ts";
import { servingPort } from "./ports.ts";
import { giveUp, Refusal } from "./refusal.ts";
import { root } from "./root.ts";
import { demoSite, productionSite, type Site } from "./site.ts";

const tooManyFailures = 5;
const slowAfterMs = 60_000;

/**
 * Runs Remit until it is told to stop: database and mailbox (demo only), server and worker, each started again when it
 * ends.
 * @param askedFrom folder that the command was given in; REMIT_DATA_DIR counts from there
 */
export async function serve(askedFrom: string): Promise<void> {
  const closers: (() => Promise<void> | void)[] = [];
  const stopping = new AbortController();
  const running = run(askedFrom, (close) => closers.push(close), stopping.signal);
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) return;
      console.log("Stopping …");
      stopping.abort();
      // What is being started must have come up, or been given up, before it can be stopped.
      running
        .catch(() => {})
        .then(closeAll)
        .then(() => process.exit(0), giveUp);
    });
  }
  try {
    await running;
  } catch (error) {
    if (stopping.signal.aborted) return;
    stopping.abort();
    await closeAll();
    giveUp(error);
  }
}

async function run(
  askedFrom: string,
  closing: (close: () => Promise<void> | void) => void,
  stopping: AbortSignal,
): Promise<void> {
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
  const mode = modeOf(process.env);
  const { PORT } = process.env;
  const asked = PORT?.trim() ? await servingPort(PORT) : undefined;
  if (asked) closing(asked.release);
  const kept: KeptProcess[] = [];
  let site: Site | undefined;
  const record = () => site && recordAll(site, kept);

  await build(stopping);
  const { port, release } = asked ?? (await servingPort(undefined));
  if (!asked) closing(release);
  site =
    mode.kind === "production"
      ? productionSite(mode, port)
      : await demoSite(askedFrom, port, closing, record);
  await entry("migrate", site.ownerDatabaseUrl, stopping);
  if (site.demo) await entry("seed", site.ownerDatabaseUrl, stopping);

  const programs = {
    server: ["node_modules/next/dist/bin/next", "start", "--hostname", site.host, "--port", String(port)],
    worker: ["dist/worker.js"],
  };
  closing(async () => {
    await Promise.all(kept.map((process) => process.stop()));
  });
  for (const [name, args] of Object.entries(programs)) {
    stopping.throwIfAborted();
    const { environment } = site;
    kept.push(keepRunning({ name, args, environment, log: site.log(name), changed: record }));
  }
  record();
  await untilReady(site, kept, stopping);
  release();
  announce(site, process.env.PORT);
}

/** Runs one of the bundled commands to its end. */
async function entry(name: string, ownerDatabaseUrl: string, stopping: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [`dist/${name}.js`], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: ownerDatabaseUrl },
    stdio: ["ignore", "inherit", "pipe"],
    signal: stopping,
  });
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  stopping.throwIfAborted();
  if (code !== 0) throw new Refusal(`The ${name} step failed:\n${complaint.trimEnd()}`);
}

async function untilReady(site: Site, kept: KeptProcess[], stopping: AbortSignal): Promise<void> {
  const startedAt = Date.now();
  let told = false;
  while (!(listens(kept, site.port) && (await answers(site)))) {
    stopping.throwIfAborted();
    const failing = kept.find((process) => process.failures() >= tooManyFailures);
    if (failing) {
      const where = site.log(failing.name);
      throw new Refusal(
        `The ${failing.name} does not stay up: ${where ? `see ${where}` : "see its messages above"}.`,
      );
    }
    if (!told && Date.now() - startedAt > slowAfterMs) {
      told = true;
      console.log("Still waiting for the server to answer /api/ready …");
    }
    await pause(100);
  }
}

/** Told by the server itself: whoever answers on the port might be another program. */
function listens(kept: KeptProcess[], port: number): boolean {
  return kept.some((process) => process.name === "server" && process.listensOn(port));
}

async function answers(site: Site): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${site.port}/api/ready`, {
      headers: { connection: "close" },
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function recordAll(site: Site, kept: KeptProcess[]): void {
  if (!site.demo) return;
  const pidOf = (name: string) => kept.find((process) => process.name === name)?.pid();
  const { pid, port } = site.demo.postgresql();
  recordProcesses(site.demo.folder, {
    supervisor: process.pid,
    url: site.url,
    postgresql: pid,
    postgresqlPort: port,
    server: pidOf("server"),
    worker: pidOf("worker"),
  });
}
