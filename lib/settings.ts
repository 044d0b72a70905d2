import { isIP } from "node:net";
import { z } from "zod";

/** What every process of Remit runs with. */
export type Settings = {
  appDatabaseUrl: string;
  workerDatabaseUrl: string;
  resendApiKey: string;
  /** Where Resend's API is; undefined means Resend itself. */
  resendBaseUrl: string | undefined;
  /** Sender of every mail: an address, or a name with the address in angle brackets. */
  from: string;
  /** Origin that people open, without a trailing slash. */
  url: string;
  secret: string;
  demo: boolean;
  /** Addresses and networks of the proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[];
};

export type Environment = Readonly<Record<string, string | undefined>>;
export type Mode = { kind: "demo" } | { kind: "production"; ownerDatabaseUrl: string; settings: Settings };

/** The settings a person gives: all of them for production, none of them for the demo. */
export const settingNames = [
  "DATABASE_URL",
  "REMIT_APP_DATABASE_URL",
  "REMIT_WORKER_DATABASE_URL",
  "RESEND_API_KEY",
  "REMIT_FROM",
  "REMIT_URL",
  "REMIT_SECRET",
] as const;

/** What is wrong with the settings: one sentence a line, each naming the setting and what to do. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

const local = new Set(["localhost", "127.0.0.1", "[::1]"]);

const databaseUrl = z.string().refine((text) => {
  const url = urlOf(text);
  return (
    url !== null &&
    /^postgres(ql)?:$/.test(url.protocol) &&
    url.hostname !== "" &&
    url.username !== "" &&
    url.pathname.length > 1
  );
}, "must look like postgres://user:password@host:5432/database: correct the URL.");

const origin = z
  .string()
  .refine((text) => {
    const url = urlOf(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  }, "must be an origin such as https://remit.example.com, without a path: correct it.")
  .refine((text) => {
    const url = urlOf(text);
    return url === null || url.protocol === "https:" || local.has(url.hostname);
  }, "must begin with https:// unless it is localhost: cookies and links would travel unprotected.")
  .transform((text) => new URL(text).origin);

const given = z.object({
  DATABASE_URL: databaseUrl,
  REMIT_APP_DATABASE_URL: databaseUrl,
  REMIT_WORKER_DATABASE_URL: databaseUrl,
  RESEND_API_KEY: z
    .string()
    .regex(/^re_\S+$/, "must be a key of Resend, which begins with re_: copy it again."),
  REMIT_FROM: z
    .string()
    .regex(
      /^([^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      "must be an address such as remit@example.com or Remit <remit@example.com>: correct it.",
    ),
  REMIT_URL: origin,
  REMIT_SECRET: z
    .string()
    .min(32, "must have at least 32 characters: make one with `openssl rand -base64 48`.")
    .refine(
      (text) => new Set(text).size >= 10,
      "is too easy to guess: make one with `openssl rand -base64 48`.",
    ),
});

const network = /^[\da-f.:]+(\/\d{1,3})?$/i;

const running = given.omit({ DATABASE_URL: true }).extend({
  REMIT_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine(
      (all) => all.every((one) => network.test(one) && isIP(one.split("/", 1)[0] ?? "") > 0),
      "must be addresses or networks such as 10.0.0.7, 10.1.0.0/16, with commas between them: correct it.",
    )
    .optional(),
  RESEND_BASE_URL: z.url("must be a URL: correct it or leave it out.").optional(),
  REMIT_DEMO: z.literal("1", "must be 1 or left out: Remit sets it itself.").optional(),
});

/**
 * Tells the demo from production by what is set; an empty value counts as not set.
 * @throws SettingsError when only some are set, or one is bad.
 */
export function modeOf(environment: Environment): Mode {
  const filled = withoutEmpty(environment);
  const missing = settingNames.filter((name) => filled[name] === undefined);
  if (missing.length === settingNames.length) return { kind: "demo" };
  if (missing.length > 0) {
    throw new SettingsError(
      `${list(missing)} ${missing.length === 1 ? "is" : "are"} not set: set all of ${list(settingNames)} for production, or none of them for the demo.`,
    );
  }
  const { DATABASE_URL } = parsed(given, filled);
  distinctUsers(filled);
  const settings = settingsOf({ ...filled, REMIT_DEMO: undefined });
  return { kind: "production", ownerDatabaseUrl: DATABASE_URL, settings };
}

/**
 * The settings a process of Remit was started with.
 * @throws SettingsError
 */
export function settingsOf(environment: Environment): Settings {
  const values = parsed(running, withoutEmpty(environment));
  return {
    appDatabaseUrl: values.REMIT_APP_DATABASE_URL,
    workerDatabaseUrl: values.REMIT_WORKER_DATABASE_URL,
    resendApiKey: values.RESEND_API_KEY,
    resendBaseUrl: values.RESEND_BASE_URL,
    from: values.REMIT_FROM,
    url: values.REMIT_URL,
    secret: values.REMIT_SECRET,
    demo: values.REMIT_DEMO === "1",
    trustedProxies: values.REMIT_TRUSTED_PROXIES ?? [],
  };
}

const Site = running.pick({ REMIT_URL: true, REMIT_DEMO: true });
let site: Pick<Settings, "url" | "demo"> | undefined;

/** Where people open this, which is all that some need to know of the settings. */
export function siteSettings(): Pick<Settings, "url" | "demo"> {
  if (!site) {
    const { REMIT_URL, REMIT_DEMO } = parsed(Site, withoutEmpty(process.env));
    site = { url: REMIT_URL, demo: REMIT_DEMO === "1" };
  }
  return site;
}

let known: Settings | undefined;

/**
 * The settings of this process, read at first use: a build has none.
 * @throws SettingsError
 */
export function settings(): Settings {
  known ??= settingsOf(process.env);
  return known;
}

function parsed<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const sentences = new Map<string, string>();
  for (const issue of result.error.issues) {
    const name = String(issue.path[0]);
    const complaint =
      environment[name] === undefined ? "is not set: set it as .env.example says." : issue.message;
    if (!sentences.has(name)) sentences.set(name, `${name} ${complaint}`);
  }
  throw new SettingsError([...sentences.values()].join("\n"));
}

/** Row-level security protects nothing when the server logs in as the owner of the tables. */
function distinctUsers(environment: Environment): void {
  const names = ["DATABASE_URL", "REMIT_APP_DATABASE_URL", "REMIT_WORKER_DATABASE_URL"] as const;
  const users = names.map((name) => new URL(environment[name] ?? "").username);
  if (new Set(users).size < names.length) {
    throw new SettingsError(
      `${list(names)} must each use a database user of their own: give the application and the worker their own logins.`,
    );
  }
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);
}
