import { appendFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { prepareDatabase } from "../db/embedded/roles.ts";
import { type Mode, settingNames } from "../lib/settings.ts";
import { claim, dataFolderOf, makeDataFolder, type Secrets, secretsOf } from "./data-folder.ts";
import { keepDatabase } from "./kept-database.ts";
import { startMailStandIn } from "./mail-stand-in.ts";

/** What the server and the worker run on: the demo's own database and mailbox, or what the settings name. */
export type Site = {
  url: string;
  /** Address to listen on. */
  host: string;
  port: number;
  ownerDatabaseUrl: string;
  /** The full set of settings, for the children. */
  environment: NodeJS.ProcessEnv;
  demo?: { folder: string; postgresql(): { pid: number; port: number } };
  /** File for the output of a process; undefined for our own output. */
  log(name: string): string | undefined;
};

export type Closing = (close: () => Promise<void> | void) => void;

const longestLog = 20 * 1024 * 1024;

/** The site of production: everything is elsewhere and given. */
export function productionSite(mode: Mode & { kind: "production" }, port: number): Site {
  return {
    url: mode.settings.url,
    host: "0.0.0.0",
    port,
    ownerDatabaseUrl: mode.ownerDatabaseUrl,
    environment: childEnvironment({ REMIT_DEMO: "" }),
    log: () => undefined,
  };
}

/**
 * Starts what the demo brings along, on loopback only: database and mailbox.
 * @param closing is told how to stop each part as soon as it runs; the last is to be stopped first
 * @param changed is called when the database has been started anew
 */
export async function demoSite(
  askedFrom: string,
  port: number,
  closing: Closing,
  changed: () => void,
): Promise<Site> {
  const folder = dataFolderOf(process.env, askedFrom);
  makeDataFolder(folder);
  closing(claim(folder));
  const secrets = secretsOf(folder);
  const database = await keepDatabase({ folder: secrets.postgresql, password: secrets.superuser }, changed);
  closing(database.stop);
  const urls = await prepareDatabase(database.cluster(), secrets, "remit");
  const mail = await startMailStandIn({ file: privateFile(join(folder, "mailbox.jsonl")) });
  closing(mail.close);
  const url = `http://localhost:${port}`;
  return {
    url,
    host: "127.0.0.1",
    port,
    ownerDatabaseUrl: urls.owner,
    environment: childEnvironment(demoSettings(url, urls, secrets, mail.url)),
    demo: { folder, postgresql: () => database.cluster() },
    log: (name) => freshLog(join(folder, "logs", `${name}.log`)),
  };
}

function demoSettings(
  url: string,
  urls: { owner: string; app: string; worker: string },
  secrets: Secrets,
  mailUrl: string,
): Record<string, string> {
  return {
    REMIT_APP_DATABASE_URL: urls.app,
    REMIT_WORKER_DATABASE_URL: urls.worker,
    RESEND_API_KEY: "re_demo",
    RESEND_BASE_URL: mailUrl,
    REMIT_FROM: "Remit <remit@demo.example>",
    REMIT_URL: url,
    REMIT_SECRET: secrets.secret,
    REMIT_DEMO: "1",
  };
}

/** The owner's URL is left out: neither the server nor the worker ever works as the owner. */
function childEnvironment(changes: Record<string, string>): NodeJS.ProcessEnv {
  const own = settingNames.filter((name) => name !== "DATABASE_URL");
  const given = Object.fromEntries(own.map((name) => [name, process.env[name]]));
  return {
    ...process.env,
    ...given,
    ...changes,
    DATABASE_URL: "",
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** One earlier file is kept when a log has grown long. */
function freshLog(file: string): string {
  if (statSync(privateFile(file)).size > longestLog) renameSync(file, `${file}.1`);
  return file;
}

/** Mails and logs hold links that sign in: nobody else on the machine may read them. */
function privateFile(file: string): string {
  appendFileSync(file, "", { mode: 0o600 });
  return file;
}
