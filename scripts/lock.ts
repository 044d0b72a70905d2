import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isAlive } from "../db/embedded/postmaster.ts";

/**
 * Takes a lock that is a file with the process id of its holder; one whose holder is gone counts for nothing.
 * @returns how to give it back, or undefined while another process holds it
 */
export function tryLock(file: string): (() => void) | undefined {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    if (!isAlive(holderOf(file))) rmSync(file, { force: true });
    linkSync(mine, file);
    return () => rmSync(file, { force: true });
  } catch {
    return undefined;
  } finally {
    rmSync(mine);
  }
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return Number.NaN;
  }
}
