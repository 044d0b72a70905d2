import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

export type Postmaster = { pid: number; port: number; ready: boolean };

/**
 * The PostgreSQL server that runs on a data folder, however it was started. A postmaster.pid whose process is gone, is
 * a zombie or is some other program is stale: it is removed, so that a new server may start.
 */
export function postmasterOf(data: string): Postmaster | undefined {
  const said = postmasterSaidIn(data);
  if (said !== "stale") return said;
  rmSync(join(data, "postmaster.pid"), { force: true });
  return undefined;
}

/** The same without removing anything: a server that is starting has made the file before it writes into it. */
export function postmasterSaidIn(data: string): Postmaster | "stale" | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !worksOn(pid, data)) return "stale";
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** Whether a process runs; one that has ended but was not waited for (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2) !== "Z";
  } catch {
    return process.platform !== "linux";
  }
}

/** A server changes into its data folder, so where it stands tells whose it is. */
function worksOn(pid: number, data: string): boolean {
  const folder = realpathSync(data);
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === folder;
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).includes(data);
  } catch {
    return false;
  }
}

/** Ends a process by its id: first politely, then by force. Resolves once it is gone. */
export async function end(pid: number, polite: NodeJS.Signals, graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  signal(pid, polite);
  while (isAlive(pid)) {
    if (Date.now() > deadline) signal(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
