import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { databaseAccount, reaches } from "../db/embedded/account.ts";
import { reachableFolder } from "../db/embedded/binaries.ts";
import { isAlive } from "../db/embedded/postmaster.ts";
import { Refusal } from "./refusal.ts";

/** What the demo keeps to itself. Passwords are made once per data folder. */
export type Secrets = {
  superuser: string;
  owner: string;
  app: string;
  worker: string;
  secret: string;
  /** Where the database lies: inside the data folder, unless its account cannot reach that. */
  postgresql: string;
};

export type Processes = {
  supervisor: number;
  url?: string;
  postgresql?: number;
  postgresqlPort?: number;
  server?: number;
  worker?: number;
};

/** REMIT_DATA_DIR, or .remit; a relative path counts from where the command was given. */
export function dataFolderOf(environment: NodeJS.ProcessEnv, askedFrom: string): string {
  return resolve(askedFrom, environment.REMIT_DATA_DIR?.trim() || ".remit");
}

/** Makes the folder. Others may walk through it (the database's account must), but read nothing in it. */
export function makeDataFolder(folder: string): void {
  mkdirSync(join(folder, "logs"), { recursive: true });
  chmodSync(folder, 0o711);
  chmodSync(join(folder, "logs"), 0o700);
}

/** The secrets of a data folder, made at the first call. */
export function secretsOf(folder: string): Secrets {
  const known = storedSecrets(folder);
  if (known) return known;
  const secret = () => randomBytes(24).toString("hex");
  const outside = !reaches(databaseAccount(), folder);
  const made: Secrets = {
    superuser: secret(),
    owner: secret(),
    app: secret(),
    worker: secret(),
    secret: secret(),
    postgresql: outside ? join(reachableFolder, `data-${secret().slice(0, 12)}`) : join(folder, "postgresql"),
  };
  replaceFile(join(folder, "secrets.json"), JSON.stringify(made, null, 2));
  return made;
}

/** The secrets of a data folder that was used before. */
export function storedSecrets(folder: string): Secrets | undefined {
  return readJson(join(folder, "secrets.json"));
}

export function recordProcesses(folder: string, processes: Processes): void {
  replaceFile(join(folder, "processes.json"), JSON.stringify(processes));
}

/** The processes of the Remit that runs on the folder; undefined when none does. */
export function processesOf(folder: string): Processes | undefined {
  const processes = readJson<Processes>(join(folder, "processes.json"));
  return processes && isSupervisor(processes.supervisor) ? processes : undefined;
}

/**
 * Takes the folder for this process.
 * @throws Refusal when another Remit runs on it.
 */
export function claim(folder: string): () => void {
  const other = processesOf(folder);
  if (other && other.supervisor !== process.pid) {
    throw new Refusal(
      `Remit already runs on ${folder} (process ${other.supervisor}): stop it, or set REMIT_DATA_DIR to another folder.`,
    );
  }
  recordProcesses(folder, { supervisor: process.pid });
  return () => rmSync(join(folder, "processes.json"), { force: true });
}

/** A process id may have been given to some other program since. */
function isSupervisor(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("start.mjs");
  } catch {
    return process.platform !== "linux";
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}

/** All or nothing, readable by its owner only. */
function replaceFile(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
