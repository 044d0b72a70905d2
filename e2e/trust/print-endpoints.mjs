import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// Loads every page, route handler and server action of a build and prints them as JSON. Run by endpoints.ts in a
// process of its own, because Next.js changes globals when its modules are loaded.

const [build = "", project = ""] = process.argv.slice(2);
const load = createRequire(join(build, "server/"));
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const brand = Symbol.for("remit.doorway");

createRequire(join(project, "package.json"))("next/dist/server/node-environment");
const manifest = (name) => JSON.parse(readFileSync(join(build, "server", name), "utf8"));
const made = (value) => (typeof value === "function" && value[brand]) || null;

const found = [];
for (const [path, file] of Object.entries(manifest("app-paths-manifest.json"))) {
  if (!path.endsWith("/route")) {
    found.push({ kind: "page", path });
    continue;
  }
  const { routeModule } = await load(join(build, "server", file));
  await routeModule.ensureUserland?.();
  const userland = await routeModule.userland;
  const handlers = methods
    .filter((method) => userland[method] !== undefined)
    .map((method) => ({ method, made: made(userland[method]) }));
  found.push({ kind: "route", path, handlers });
  for (const handler of handlers)
    for (const name of Object.keys(handler.made?.questions ?? {}))
      found.push({ kind: "question", path: name });
}
const ownPages = ["/_app", "/_document", "/_error", "/404", "/500"];
for (const path of Object.keys(manifest("pages-manifest.json")))
  if (!ownPages.includes(path)) found.push({ kind: "page", path: `pages${path}` });
const references = manifest("server-reference-manifest.json");
for (const [runtime, actions] of Object.entries(references)) {
  if (typeof actions !== "object") continue;
  for (const [id, { workers, filename, exportedName }] of Object.entries(actions)) {
    const [[worker, module] = []] = Object.entries(workers);
    const page = runtime === "node" && worker ? await load(join(build, "server", `${worker}.js`)) : null;
    const action = (await page?.__next_app__.require(module.moduleId ?? module))?.[id];
    found.push({
      kind: "action",
      id,
      path: `${filename}#${exportedName}`,
      pages: Object.keys(workers).map((name) => name.replace(/^app/, "")),
      made: made(action),
    });
  }
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
