import { join } from "node:path";
import { build, type Plugin, stop } from "esbuild";
import { root } from "./root.ts";

const entries = {
  worker: "lib/jobs/worker.ts",
  migrate: "scripts/entries/migrate.ts",
  seed: "scripts/entries/seed.ts",
  setup: "scripts/entries/setup.ts",
};

/** Outside a React server, `server-only` would throw by design; in these bundles nothing reaches a browser. */
const serverOnly: Plugin = {
  name: "server-only",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "empty" }));
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "" }));
  },
};

/** Makes dist/<name>.js of the processes that run beside the server; packages stay in node_modules. */
export async function bundle(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ out, in: join(root, path) })),
    outdir: "dist",
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "linked",
    logLevel: "error",
    plugins: [serverOnly],
  });
  await stop();
}
