import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingNames } from "../lib/settings.ts";
import { type Processes, processesOf } from "./data-folder.ts";
import { freePort } from "./ports.ts";
import { root } from "./root.ts";

export type ServedDemo = {
  url: string;
  dataFolder: string;
  /** The processes as they are now; each has another id after it was started again. */
  processes(): Processes;
  /** Everything that was printed so far. */
  output(): string;
  /** Stops it as Ctrl-C does and removes its data. Gives the exit code. */
  stop(): Promise<number | null>;
};

/** Runs `npm start` for a test: the demo with fresh data, on a port of its own, whatever is set in the environment. */
export async function serveDemo(withinMs: number): Promise<ServedDemo> {
  const dataFolder = mkdtempSync(join(tmpdir(), "remit-demo-"));
  const port = await freePort();
  const unset = Object.fromEntries(settingNames.map((name) => [name, ""]));
  const child = spawn(process.execPath, [join(root, "scripts/start.mjs")], {
    cwd: root,
    env: { ...process.env, ...unset, NODE_ENV: "production", PORT: String(port), REMIT_DATA_DIR: dataFolder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const hear = (data: Buffer) => {
    output += data;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const stop = async () => {
    child.kill("SIGINT");
    const code = await ended;
    rmSync(dataFolder, { recursive: true, force: true });
    return code;
  };
  const url = `http://localhost:${port}`;
  if (!(await printed(child, () => output.includes(`Remit is ready: ${url}\n`), withinMs))) {
    await stop();
    throw new Error(`The demo was not ready within ${withinMs / 1000} seconds:\n${output}`);
  }
  return {
    url,
    dataFolder,
    processes: () => processesOf(dataFolder) ?? { supervisor: child.pid ?? 0 },
    output: () => output,
    stop,
  };
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
