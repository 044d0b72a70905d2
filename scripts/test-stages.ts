import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./browser.ts";
import { root } from "./root.ts";
import { type RunningRemit, runRemit } from "./running-remit.ts";
import { add, type Counts, commandCounts, playwrightCounts, vitestCounts } from "./test-counts.ts";

export type Stage = {
  name: string;
  /** Stages without whose success this one says nothing. */
  after?: string[];
  /** The stages behind it need not wait for it, unless they come `after` it. */
  meanwhile?: true;
  /** Fetches what it needs from elsewhere: begins with the whole run, and has ended when the stage begins. */
  prepare?(): Promise<void>;
  run(): Promise<Counts>;
};

const readyWithinMs = 180_000;
const biome = "node_modules/@biomejs/biome/bin/biome";
const next = "node_modules/next/dist/bin/next";

export const stages: Stage[] = [
  { name: "format", run: () => command(biome, "ci", "--linter-enabled=false", "--assist-enabled=false") },
  { name: "lint", run: () => command(biome, "ci", "--formatter-enabled=false") },
  { name: "types", run: types },
  { name: "architecture", run: () => vitest("architecture") },
  { name: "build", meanwhile: true, run: () => command("--import=tsx", "scripts/build-once.ts") },
  { name: "unit", run: () => vitest("unit") },
  { name: "database", run: () => vitest("database") },
  { name: "e2e", after: ["build"], prepare: ensureBrowser, run: journeys },
  { name: "trust", after: ["build"], run: () => served((environment) => vitest("trust", environment)) },
];

const long = { REMIT_SOAK: "1", REMIT_PROPERTY_RUNS: "10000" };

/** The long runs of the database's and the trust tests; not part of `npm test`. */
export const soak: Stage = {
  name: "soak",
  run: async () =>
    add(
      await vitest("database", long),
      await served((environment) => vitest("trust", { ...environment, ...long })),
    ),
};

async function types(): Promise<Counts> {
  const generated = await node([next, "typegen"]);
  if (generated !== 0) return commandCounts(generated);
  return command("node_modules/typescript/bin/tsc", "--noEmit");
}

function journeys(): Promise<Counts> {
  return served((environment) =>
    reported("REMIT_E2E_REPORT", environment, playwrightCounts, () => [
      "node_modules/@playwright/test/cli.js",
      "test",
    ]),
  );
}

async function served(work: (environment: Record<string, string>) => Promise<Counts>): Promise<Counts> {
  let demo: RunningRemit | undefined;
  try {
    demo = await runRemit(readyWithinMs);
    return await work({ REMIT_E2E_URL: demo.url, REMIT_E2E_DATA_DIR: demo.dataFolder });
  } finally {
    const code = await demo?.stop();
    if (code) console.error(`The demo did not stop properly: exit code ${code}`);
  }
}

function vitest(project: string, environment: Record<string, string> = {}): Promise<Counts> {
  return reported("", environment, vitestCounts, (file) => [
    "node_modules/vitest/vitest.mjs",
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
}

/** Runs a test runner that leaves a JSON report, and counts from that. */
async function reported<Report>(
  variable: string,
  environment: Record<string, string>,
  count: (report: Report | undefined, exitCode: number | null) => Counts,
  args: (file: string) => string[],
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "remit-report-"));
  const file = join(folder, "report.json");
  try {
    const code = await node(args(file), { ...environment, ...(variable ? { [variable]: file } : {}) });
    const report = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : undefined;
    return count(report, code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function command(...args: string[]): Promise<Counts> {
  return commandCounts(await node(args));
}

function node(args: string[], environment: Record<string, string> = {}): Promise<number | null> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve) => child.once("close", resolve));
}
