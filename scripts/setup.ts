import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { modeOf } from "../lib/settings.ts";
import { bundle } from "./bundle.ts";
import { dataFolderOf, processesOf, storedSecrets } from "./data-folder.ts";
import { giveUp, Refusal } from "./refusal.ts";
import { root } from "./root.ts";

const usage =
  'npm run setup -- --email you@example.com --account "Your company" --workspace "First workspace"';

type Wishes = { email: string; account: string; workspace: string };

/** Makes the first account, workspace and administrator, in production or in the running demo. */
export async function setUp(args: string[], askedFrom: string): Promise<void> {
  try {
    const wishes = wishesOf(args);
    if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
    const { ownerUrl, url } = target(askedFrom);
    await bundle();
    await run("migrate", [], ownerUrl);
    await run("setup", [wishes.email, wishes.account, wishes.workspace], ownerUrl);
    console.log(`${wishes.workspace} of ${wishes.account} is set up: sign in at ${url} as ${wishes.email}.`);
  } catch (error) {
    giveUp(error);
  }
}

/** @throws Refusal with a sentence that names what is missing or unknown */
export function wishesOf(args: string[]): Wishes {
  const text = { type: "string" } as const;
  let values: Partial<Wishes>;
  try {
    ({ values } = parseArgs({ args, options: { email: text, account: text, workspace: text } }));
  } catch (error) {
    throw new Refusal(`${(error as Error).message.split(". ")[0]}: use ${usage}`);
  }
  const wish = (name: keyof Wishes) => values[name]?.trim() ?? "";
  const missing = (["email", "account", "workspace"] as const).filter((name) => wish(name) === "");
  if (missing.length > 0) {
    throw new Refusal(`${missing.map((name) => `--${name}`).join(", ")} must be given: use ${usage}`);
  }
  return { email: wish("email"), account: wish("account"), workspace: wish("workspace") };
}

function target(askedFrom: string): { ownerUrl: string; url: string } {
  const mode = modeOf(process.env);
  if (mode.kind === "production") return { ownerUrl: mode.ownerDatabaseUrl, url: mode.settings.url };
  const folder = dataFolderOf(process.env, askedFrom);
  const processes = processesOf(folder);
  const secrets = storedSecrets(folder);
  if (!processes?.postgresqlPort || !processes.url || !secrets) {
    throw new Refusal(
      `No Remit runs on ${folder}: start the demo with npm start first, or set the settings of .env.example for production.`,
    );
  }
  const ownerUrl = `postgres://remit_owner:${secrets.owner}@127.0.0.1:${processes.postgresqlPort}/remit`;
  return { ownerUrl, url: processes.url };
}

/** Runs a bundled command; what it has to say goes to the person as it is. */
async function run(name: string, args: string[], ownerUrl: string): Promise<void> {
  const child = spawn(process.execPath, [`dist/${name}.js`, ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: ownerUrl },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) process.exit(code ?? 1);
}
