import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { bundle } from "./bundle.ts";
import { tryLock } from "./lock.ts";
import { Refusal } from "./refusal.ts";
import { root } from "./root.ts";

const folders = [
  "app",
  "components",
  "db",
  "emails",
  "lib",
  "public",
  "scripts/builders",
  "scripts/entries",
  "scripts/seed",
];
const files = [
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "scripts/bundle.ts",
  "tsconfig.json",
];
const stamp = join(root, "dist/built-from");

/** Builds the server and the bundles of the other processes, unless exactly these sources are built already. */
export async function build(stop?: AbortSignal): Promise<void> {
  const release = await turn();
  try {
    const sources = fingerprint();
    if (isBuilt(sources)) return;
    console.log("Building (a minute or two, only when something has changed) …");
    rmSync(stamp, { force: true });
    await bundle();
    await nextBuild(stop);
    writeFileSync(stamp, sources);
  } finally {
    release();
  }
}

function isBuilt(sources: string): boolean {
  return (
    existsSync(join(root, ".next/BUILD_ID")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === sources &&
    existsSync(join(root, "dist/worker.js"))
  );
}

/** SHA-256 over every file that a build reads, and over the program that builds. */
export function fingerprint(): string {
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}`);
  const sources = [...files.filter((file) => existsSync(join(root, file))), ...folders.flatMap(within)];
  for (const path of sources) hash.update(`\n${path}\n`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function within(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

async function nextBuild(stop?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.pid && process.kill(-child.pid, "SIGKILL");
  stop?.addEventListener("abort", kill);
  let output = "";
  child.stdout?.on("data", (data) => {
    output += data;
  });
  child.stderr?.on("data", (data) => {
    output += data;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  stop?.removeEventListener("abort", kill);
  stop?.throwIfAborted();
  if (code !== 0)
    throw new Refusal(`The build failed:\n${output.trimEnd().split("\n").slice(-40).join("\n")}`);
}

/** One build at a time in a checkout, whoever asks. */
async function turn(): Promise<() => void> {
  mkdirSync(join(root, "dist"), { recursive: true });
  while (true) {
    const release = tryLock(join(root, "dist/building"));
    if (release) return release;
    await pause(200);
  }
}
