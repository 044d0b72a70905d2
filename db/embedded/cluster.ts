import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Account, databaseAccount } from "./account.ts";
import { type Binaries, binaries } from "./binaries.ts";
import { end, isAlive, postmasterOf, postmasterSaidIn } from "./postmaster.ts";

export type ClusterOptions = {
  /** Holds the data and the log. Must lie where the database's account can reach it. */
  folder: string;
  /** Used unless a server runs on this folder already: that one is taken over with its port. */
  port: number;
  /** Of the superuser `postgres`; put in force when the data folder is made. */
  password: string;
  /** Give up durability for speed: for tests only. */
  fast?: boolean;
};

export type Cluster = {
  pid: number;
  port: number;
  url(user: string, password: string, database: string): string;
  /** Resolves when the server is no more, whatever ended it. */
  ended: Promise<void>;
  /** Ends open sessions and stops the server. */
  stop(): Promise<void>;
};

const startWithinMs = 60_000;
const stopWithinMs = 15_000;

/** Starts PostgreSQL on a folder, or takes over the one that was left running there. Listens on 127.0.0.1 only. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const account = databaseAccount();
  const programs = binaries(account);
  const data = join(options.folder, "data");
  own(options.folder, account);
  if (!existsSync(join(data, "PG_VERSION"))) initialise(programs, data, options, account);

  const left = postmasterOf(data);
  if (left) {
    const port = await ready(data, left.pid, options.folder);
    return clusterOf(left.pid, port, endOf(left.pid));
  }
  const child = launch(programs, data, options, account);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await ready(data, child.pid!, options.folder);
  return clusterOf(child.pid!, port, ended);
}

/** Makes the folder and gives it to the account, as PostgreSQL demands of its data folder. */
function own(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
}

function initialise(
  programs: Binaries,
  data: string,
  options: ClusterOptions,
  account: Account | undefined,
): void {
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(options.folder, "password");
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const made = spawnSync(
    programs.initdb,
    [
      ...["--pgdata", data, "--username", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256"],
      ...[
        "--encoding",
        "UTF8",
        "--locale-provider",
        "builtin",
        "--builtin-locale",
        "C.UTF-8",
        "--locale",
        "C",
      ],
      ...(options.fast ? ["--no-sync"] : []),
    ],
    { ...account, cwd: "/", encoding: "utf8" },
  );
  rmSync(passwordFile);
  if (made.status !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(
      `The database could not be made in ${options.folder}: ${(made.stderr || made.error?.message) ?? ""}`,
    );
  }
}

function launch(
  programs: Binaries,
  data: string,
  options: ClusterOptions,
  account: Account | undefined,
): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    ...(options.fast ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A file and a session of its own: the server outlives neither pipe nor terminal by accident of theirs.
  const log = openSync(logOf(options.folder), "a");
  const child = spawn(programs.postgres, ["-D", data, "-p", String(options.port), ...flags], {
    ...account,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.on("error", () => {});
  child.unref();
  if (child.pid === undefined) throw new Error(`PostgreSQL could not be run: ${programs.postgres}`);
  return child;
}

/** Waits until the server says in its own file that it takes connections; gives its port. */
async function ready(data: string, pid: number, folder: string): Promise<number> {
  const deadline = Date.now() + startWithinMs;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) break;
    const said = postmasterSaidIn(data);
    if (said && said !== "stale" && said.pid === pid && said.ready) return said.port;
    await pause(20);
  }
  throw new Error(`The database did not start; the end of ${logOf(folder)} says:\n${lastLines(folder)}`);
}

function clusterOf(pid: number, port: number, ended: Promise<void>): Cluster {
  return {
    pid,
    port,
    ended,
    url: (user, password, database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    stop: () => end(pid, "SIGINT", stopWithinMs),
  };
}

async function endOf(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(250);
}

function logOf(folder: string): string {
  return join(folder, "postgresql.log");
}

function lastLines(folder: string): string {
  try {
    return readFileSync(logOf(folder), "utf8").trimEnd().split("\n").slice(-8).join("\n");
  } catch {
    return "(nothing)";
  }
}
