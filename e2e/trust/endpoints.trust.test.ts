import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { complaintsAbout, type Endpoint, endpointsOf, type Listed } from "./endpoints.ts";
import {
  actions,
  featurePage,
  frameworkPages,
  frontDoor,
  keyed,
  openRoutes,
  outerPages,
  questionRoute,
  questions,
  routes,
  workspacePages,
} from "./expected.ts";

const named = (paths: readonly string[]) => Object.fromEntries(paths.map((path) => [path, true]));

test("every page, handler, question and action of the build is listed, and all but a few are made by the doorway", () => {
  const endpoints = endpointsOf();
  const listed: Listed = {
    pages: { ...workspacePages, ...outerPages, ...named([featurePage, frontDoor, ...frameworkPages]) },
    routes: { ...routes, ...named([questionRoute, ...openRoutes]) },
    questions,
    keyed,
    actions,
    open: openRoutes,
  };
  expect(complaintsAbout(endpoints, listed)).toEqual([]);
  const count = (list: object) => Object.keys(list).length;
  console.log(
    `endpoints: ${endpoints.length}, of them ${count(actions)} actions and ${count(questions)} questions`,
  );
});

describe("a build with holes", () => {
  let build: string;
  const brand =
    'const made = (kind) => Object.assign(() => {}, { [Symbol.for("remit.doorway")]: { kind } });';
  const files: Record<string, string> = {
    "app-paths-manifest.json": JSON.stringify({
      "/a/page": "app/a/page.js",
      "/b/page": "app/b/page.js",
      "/api/made/route": "app/made.js",
      "/api/bare/route": "app/bare.js",
      "/api/unlocked/route": "app/made.js",
      "/api/health/route": "app/bare.js",
      "/api/questions/route": "app/questions.js",
    }),
    "pages-manifest.json": JSON.stringify({ "/500": "pages/500.html", "/api/old": "pages/api/old.js" }),
    "server-reference-manifest.json": JSON.stringify({
      node: {
        a1: action("app/a/actions.ts", "goodAction"),
        a2: action("app/a/actions.ts", "bareAction"),
        a3: action("app/a/page.tsx", "$$RSC_SERVER_ACTION_0"),
        a4: action("app/a/actions.ts", "handlerAction"),
      },
      edge: { a5: action("app/a/actions.ts", "edgeAction") },
      encryptionKey: "x",
    }),
    "app/a/page.js": `${brand}
      const all = { a1: made("action"), a2: () => {}, a3: () => {}, a4: made("route") };
      module.exports = { __next_app__: { require: async () => all } };`,
    "app/made.js": `${brand} module.exports = { routeModule: { userland: { GET: made("route"), POST: () => {} } } };`,
    "app/questions.js": `${brand}
      const POST = Object.assign(() => {}, { [Symbol.for("remit.doorway")]: { kind: "route", questions: { one: "self", two: "self" } } });
      module.exports = { routeModule: { userland: { POST } } };`,
    "app/bare.js": "module.exports = { routeModule: { userland: { GET: () => {} } } };",
  };
  const listed: Listed = {
    pages: named(["/a/page", "/gone/page"]),
    routes: named(["/api/made/route", "/api/bare/route", "/api/health/route", "/api/questions/route"]),
    questions: named(["one", "three"]),
    keyed: named(["/api/unlocked/route"]),
    actions: named(
      ["goodAction", "bareAction", "handlerAction", "edgeAction"].map((name) => `app/a/actions.ts#${name}`),
    ),
    open: ["/api/health/route"],
  };

  function action(filename: string, exportedName: string) {
    return { workers: { "app/a/page": { moduleId: 1, async: true } }, filename, exportedName };
  }

  beforeAll(() => {
    build = mkdtempSync(join(tmpdir(), "remit-holes-"));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(build, "server", name)), { recursive: true });
      writeFileSync(join(build, "server", name), content);
    }
  });

  afterAll(() => rmSync(build, { recursive: true }));

  test("is complained about, hole by hole", () => {
    const found: Endpoint[] = endpointsOf(build);
    expect(complaintsAbout(found, listed)).toEqual([
      "/b/page is not listed",
      "POST of /api/made/route was not made by the doorway",
      "GET of /api/bare/route was not made by the doorway",
      "GET of /api/unlocked/route was not made by the doorway",
      "POST of /api/unlocked/route was not made by the doorway",
      "two is not listed",
      "pages/api/old is not listed",
      "app/a/actions.ts#bareAction was not made by the doorway",
      "app/a/page.tsx#$$RSC_SERVER_ACTION_0 is not listed",
      "app/a/page.tsx#$$RSC_SERVER_ACTION_0 is an inline action",
      "app/a/page.tsx#$$RSC_SERVER_ACTION_0 was not made by the doorway",
      "app/a/actions.ts#handlerAction was not made by the doorway",
      "app/a/actions.ts#edgeAction was not made by the doorway",
      "/gone/page is listed, and gone",
      "three is listed, and gone",
    ]);
  });
});
