import type { Import, Source } from "./source.ts";

export type Rule = {
  name: string;
  /** What is wrong in a source, one phrase each; nothing when it keeps the rule. */
  broken(source: Source): string[];
};

type Ban = {
  name: string;
  from: (source: Source) => boolean;
  never: (used: Import, source: Source) => boolean;
};

const under =
  (...folders: string[]) =>
  ({ path }: { path: string }) =>
    folders.some((folder) => path.startsWith(`${folder}/`));
const local = (used: Import, ...folders: string[]) =>
  used.kind === "local" && folders.some((folder) => used.target.startsWith(`${folder}/`));
const fromPackage = (used: Import, ...names: string[]) =>
  used.kind === "package" && names.some((name) => used.target === name || used.target.startsWith(`${name}/`));

/** The only parts of lib that may reach a browser or a mail. */
const portable = (used: Import) =>
  used.typeOnly || local(used, "lib/access", "lib/words") || /^lib\/[^/]+\/input$/.test(used.target);

/** The concept a path in lib belongs to; undefined for what lies in lib itself. */
const roomOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1];
/** Hands requests of the framework to the sign-in library, which is made for it. */
const signIn = "lib/sessions/auth.ts";
const isRoom = ({ path }: { path: string }) =>
  !["access", "doorway", "identity", undefined].includes(roomOf(path));
const forTests = /(^|\/)(testing|cases)\/|^lib\/access\/oracle$/;
const isTest = ({ path }: { path: string }) =>
  /\.(test|spec)\.tsx?$/.test(path) || forTests.test(path.replace(/\.tsx?$/, ""));

const bans: Ban[] = [
  {
    name: "lib/access imports nothing but itself",
    from: under("lib/access"),
    never: (used) => !local(used, "lib/access"),
  },
  {
    name: "lib/words imports nothing but itself",
    from: under("lib/words"),
    never: (used) => !local(used, "lib/words"),
  },
  {
    name: "db imports neither lib nor anything above it",
    from: under("db"),
    never: (used) => local(used, "lib", "app", "components", "emails", "scripts"),
  },
  {
    name: "emails and components take types, input schemas, lib/access and lib/words from lib, and nothing from app or db",
    from: under("emails", "components"),
    never: (used) => (local(used, "lib") && !portable(used)) || local(used, "app", "db"),
  },
  {
    name: "app reaches neither the database nor the mails",
    from: under("app"),
    never: (used) => local(used, "db", "emails") || fromPackage(used, "drizzle-orm", "postgres"),
  },
  {
    name: "links are the kit's, which ask for nothing before they are followed",
    from: ({ path }) => under("app", "components")({ path }) && path !== "components/ui/link.tsx",
    never: (used) => fromPackage(used, "next/link"),
  },
  {
    name: "client files take types, input schemas, lib/access and lib/words from lib, and nothing of the server",
    from: ({ client }) => client,
    never: (used) =>
      (local(used, "lib") && !portable(used)) ||
      (local(used, "db") && !used.typeOnly) ||
      (fromPackage(used, "server-only", "drizzle-orm", "postgres") && !used.typeOnly) ||
      used.target.startsWith("node:"),
  },
  {
    name: "a room of lib knows neither Next.js nor React, and only lib/mail the mails",
    from: isRoom,
    never: (used, { path }) =>
      (fromPackage(used, "next", "react", "react-dom") && path !== signIn) ||
      local(used, "app", "components") ||
      (local(used, "emails") && !path.startsWith("lib/mail/") && !used.typeOnly),
  },
  {
    name: "a room of lib uses no other room's commands but those of grants",
    from: isRoom,
    never: (used, { path }) => {
      const room = /^lib\/([^/]+)\/commands(\/|$)/.exec(used.target)?.[1];
      return room !== undefined && room !== "grants" && room !== roomOf(path);
    },
  },
  {
    name: "what is there for tests is used by tests alone",
    from: under("app", "components", "db", "emails", "lib"),
    never: (used) => used.kind === "local" && forTests.test(used.target),
  },
  {
    name: "only lib/sessions signs in, and only lib/mail sends",
    from: under("app", "components", "db", "emails", "lib"),
    never: (used, { path }) =>
      (fromPackage(used, "next-auth") && path !== signIn) ||
      (fromPackage(used, "resend") && !path.startsWith("lib/mail/")),
  },
];

/** Who may import whom. Tests may set up what they need. */
export const importRules: Rule[] = bans.map(({ name, from, never }) => ({
  name,
  broken: (source) => {
    if (isTest(source) || !from(source)) return [];
    return source.imports.filter((used) => never(used, source)).map(({ target }) => `imports ${target}`);
  },
}));
