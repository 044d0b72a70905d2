import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster } from "../embedded/cluster.ts";
import { end, isAlive, postmasterOf } from "../embedded/postmaster.ts";
import { prepareDatabase } from "../embedded/roles.ts";
import type { TestServer } from "./server.ts";

const prefix = "remit-test-";

/** A throw-away PostgreSQL in the temporary folder: fast, because nothing in it has to last. */
export async function embeddedServer(): Promise<{ server: TestServer; stop(): Promise<void> }> {
  await removeLeftovers();
  const folder = join(tmpdir(), `${prefix}${process.pid}-${secret().slice(0, 6)}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "owner"), String(process.pid));
  const passwords = { superuser: secret(), owner: secret(), app: secret(), worker: secret() };
  const cluster = await startCluster({
    folder: join(folder, "postgresql"),
    port: await freePort(),
    password: passwords.superuser,
    fast: true,
  });
  const stop = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const urls = await prepareDatabase(cluster, passwords, "remit");
    return {
      server: { ...urls, administrator: cluster.url("postgres", passwords.superuser, "postgres") },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Servers whose test run died without stopping them: only those, told by the process that owned the folder. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    if (!existsSync(join(folder, "owner"))) continue;
    if (isAlive(Number(readFileSync(join(folder, "owner"), "utf8")))) continue;
    const left = postmasterOf(join(folder, "postgresql/data"));
    if (left) await end(left.pid, "SIGQUIT", 5_000);
    rmSync(folder, { recursive: true, force: true });
  }
}

function secret(): string {
  return randomBytes(18).toString("hex");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
