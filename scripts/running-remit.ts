import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingNames } from "../lib/settings.ts";
import { type Processes, processesOf } from "./data-folder.ts";
import { freePort } from "./ports.ts";
import { root } from "./root.ts";

export type RunningRemit = {
  url: string;
  dataFolder: string;
  /** The demo's processes as they are now; each has another id after it was started again. */
  processes(): Processes;
  /** Everything that was printed so far. */
  output(): string;
  /** Stops it as Ctrl-C does and removes its data. Gives the exit code. */
  stop(): Promise<number | null>;
};

/**
 * Runs `npm start` for a test, with fresh data and on a port of its own. Whatever settings there are around the test
 * do not count: it is the demo unless `settings` say otherwise.
 * @throws Error with what it printed when it is not ready in time
 */
export async function runRemit(
  withinMs: number,
  settings: (url: string) => Record<string, string> = () => ({}),
): Promise<RunningRemit> {
  const dataFolder = mkdtempSync(join(tmpdir(), "remit-demo-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { child, output, ended } = command("start", [], {
    PORT: String(port),
    REMIT_DATA_DIR: dataFolder,
    ...settings(url),
  });
  const stop = async () => {
    child.kill("SIGINT");
    const code = await ended;
    rmSync(dataFolder, { recursive: true, force: true });
    return code;
  };
  if (!(await printed(child, () => output().includes(`Remit is ready: ${url}\n`), withinMs))) {
    await stop();
    throw new Error(`Remit was not ready within ${withinMs / 1000} seconds:\n${output()}`);
  }
  return {
    url,
    dataFolder,
    processes: () => processesOf(dataFolder) ?? { supervisor: child.pid ?? 0 },
    output,
    stop,
  };
}

/** Runs one of the commands to its end, with these settings and no others. */
export async function runCommand(
  name: "start" | "setup",
  args: string[],
  settings: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { output, ended } = command(name, args, settings);
  const code = await ended;
  return { code, output: output() };
}

function command(name: "start" | "setup", args: string[], settings: Record<string, string>) {
  const unset = Object.fromEntries(settingNames.map((name) => [name, ""]));
  const child = spawn(process.execPath, [join(root, `scripts/${name}.mjs`), ...args], {
    cwd: root,
    env: { ...process.env, ...unset, NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const hear = (data: Buffer) => {
    output += data;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, output: () => output, ended };
}

function printed(child: ChildProcess, done: () => boolean, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const check = () => done() && finish(true);
    const finish = (result: boolean) => {
      clearTimeout(late);
      resolve(result);
    };
    const late = setTimeout(() => finish(false), withinMs);
    child.stdout?.on("data", check);
    child.once("exit", () => finish(done()));
  });
}
