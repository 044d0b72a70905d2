import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/root.ts";
import { soak } from "./demo.ts";

const minutes = 60_000;
const suites = ["endpoints", "matrix", "origin", "foreign-ids", "revocation"];
const notCopied = /^(node_modules|\.next|\.git|\.remit|dist|test-results)(\/|$)/;

test.each([
  ["proxy.ts", ["next/server", "@/lib/doorway/host"]],
  ["lib/doorway/host.ts", ["@/lib/settings"]],
])("%s knows nobody: it sees neither cookies nor the database, and leads nowhere", (file, mayImport) => {
  const source = readFileSync(join(root, file), "utf8");
  const imported = [...source.matchAll(/\bfrom\s+"([^"]+)"|\bimport\(/g)].map(([, name]) => name);
  expect(imported).toEqual(mayImport);
  expect(source).not.toMatch(/cookie|redirect|rewrite|authori[sz]ation|status: (?!421)/i);
});

// A build of its own takes minutes: in the long run only.
if (soak || process.env.REMIT_WITHOUT_PROXY === "1")
  test("with the proxy removed, the authorization suite still passes", { timeout: 30 * minutes }, () => {
    const copy = mkdtempSync(join(tmpdir(), "remit-without-proxy-"));
    try {
      cpSync(root, copy, { recursive: true, filter: (from) => !notCopied.test(relative(root, from)) });
      const modules = [join(root, "node_modules"), copy];
      if (spawnSync("cp", ["-al", ...modules]).status !== 0) spawnSync("cp", ["-a", ...modules]);
      rmSync(join(copy, "proxy.ts"));
      expect(run(copy, "--import=tsx", "scripts/build-once.ts")).toBe(0);
      const manifest = readFileSync(join(copy, ".next/server/middleware-manifest.json"), "utf8");
      expect(JSON.parse(manifest)).toMatchObject({ middleware: {} });
      expect(existsSync(join(copy, ".next/server/middleware.js"))).toBe(false);
      const files = suites.map((name) => `e2e/trust/${name}.trust`);
      expect(run(copy, "node_modules/vitest/vitest.mjs", "run", "--project=trust", ...files)).toBe(0);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

function run(folder: string, ...args: string[]): number | null {
  const outer = /^(VITEST|REMIT_|NODE_ENV$)/;
  const environment = Object.entries(process.env).filter(([name]) => !outer.test(name));
  const env = { ...Object.fromEntries(environment), NODE_ENV: "test" } as NodeJS.ProcessEnv;
  return spawnSync(process.execPath, args, { cwd: folder, env, stdio: "inherit" }).status;
}
