import { execFileSync, spawnSync } from "node:child_process";

export type Account = { uid: number; gid: number };

/**
 * The operating system's account that the embedded database runs under: PostgreSQL refuses to run as root, so root
 * hands it to the user `postgres` and makes that user when it is missing. Undefined means: simply as ourselves.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (spawnSync("id", ["-u", "postgres"]).status !== 0) {
    const made = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    if (made.status !== 0) spawnSync("adduser", ["-S", "-D", "-H", "postgres"]);
  }
  const number = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  try {
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    throw new Error(
      "PostgreSQL does not run as root and the user postgres could not be made: start Remit as another user.",
    );
  }
}

/** Whether the account can walk into the folder, or run the program. */
export function reaches(account: Account | undefined, path: string): boolean {
  return !account || spawnSync("test", ["-x", path], { ...account, cwd: "/" }).status === 0;
}
