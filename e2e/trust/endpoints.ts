import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../scripts/root.ts";

/** What the doorway put on an action or a handler that it made. */
export type Made = {
  kind: string;
  name: string;
  permission: string;
  questions?: Record<string, string>;
};
export type Page = { kind: "page"; path: string };
export type Route = { kind: "route"; path: string; handlers: { method: string; made: Made | null }[] };
/** `path` is `file#export`, `pages` are those that carry the action. */
export type ServerAction = { kind: "action"; id: string; path: string; pages: string[]; made: Made | null };
/** What a handler answers beside others; `path` is its name. */
export type Question = { kind: "question"; path: string };
export type Endpoint = Page | Route | Question | ServerAction;

const script = fileURLToPath(new URL("print-endpoints.mjs", import.meta.url));

/** Everything that a build answers to, read from its manifests and its modules. */
export function endpointsOf(build = join(root, ".next")): Endpoint[] {
  const printed = spawnSync(process.execPath, [script, build, root], {
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (printed.status !== 0) throw new Error(`The build cannot be read:\n${printed.stderr}`);
  return JSON.parse(printed.stdout) as Endpoint[];
}

/** What the suite expects to find; see expected.ts. */
export type Listed = {
  pages: Readonly<Record<string, unknown>>;
  routes: Readonly<Record<string, unknown>>;
  questions: Readonly<Record<string, unknown>>;
  /** Route handlers that ask for an API key instead of a session. */
  keyed: Readonly<Record<string, unknown>>;
  actions: Readonly<Record<string, unknown>>;
  /** Route handlers that the doorway did not make: nobody is known yet, or nobody is asked. */
  open: readonly string[];
};

/** What is wrong with a build's endpoints: not listed, not made by the doorway, inline, or listed and gone. */
export function complaintsAbout(endpoints: readonly Endpoint[], listed: Listed): string[] {
  const lists = {
    page: listed.pages,
    route: { ...listed.routes, ...listed.keyed },
    question: listed.questions,
    action: listed.actions,
  };
  const there = new Set(endpoints.map(({ path }) => path));
  const gone = Object.values(lists)
    .flatMap((list) => Object.keys(list))
    .filter((path) => !there.has(path));
  return [
    ...endpoints.flatMap((endpoint) => [
      ...(endpoint.path in lists[endpoint.kind] ? [] : [`${endpoint.path} is not listed`]),
      ...unmade(endpoint, listed),
    ]),
    ...gone.map((path) => `${path} is listed, and gone`),
  ];
}

function unmade(endpoint: Endpoint, { keyed, open }: Listed): string[] {
  if (endpoint.kind === "action") {
    const [file = "", name = ""] = endpoint.path.split("#");
    const inline = name.startsWith("$$") || !/(^|\/)actions\.ts$/.test(file);
    return [
      ...(inline ? [`${endpoint.path} is an inline action`] : []),
      ...(endpoint.made?.kind === "action" ? [] : [`${endpoint.path} was not made by the doorway`]),
    ];
  }
  if (endpoint.kind !== "route" || open.includes(endpoint.path)) return [];
  const kind = endpoint.path in keyed ? "keyed" : "route";
  return endpoint.handlers
    .filter(({ made }) => made?.kind !== kind)
    .map(({ method }) => `${method} of ${endpoint.path} was not made by the doorway`);
}
