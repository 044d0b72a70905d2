import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const rooms = "{app,components,db,emails,lib,scripts,bench}";
const architecture = "scripts/architecture/*.test.ts";
const never = ["**/node_modules/**", "**/dist/**", "**/.next/**"];

export default defineConfig({
  resolve: {
    alias: [
      { find: "server-only", replacement: at("./node_modules/server-only/empty.js") },
      { find: /^next\/headers$/, replacement: at("./lib/doorway/testing/next-headers.ts") },
      { find: /^@\//, replacement: at("./") },
    ],
  },
  test: {
    passWithNoTests: false,
    // Vitest would leave one core to itself, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`${rooms}/**/*.test.{ts,tsx}`, "*.test.ts"],
          exclude: [...never, "**/*.db.test.ts", "**/*.trust.test.ts", architecture],
        },
      },
      {
        extends: true,
        // Every rule reads every source, which takes a busy machine longer than a test usually may.
        test: { name: "architecture", include: [architecture], exclude: never, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "database",
          env: { REMIT_URL: "http://localhost:3000" },
          include: [`${rooms}/**/*.db.test.ts`],
          exclude: never,
          globalSetup: "./db/testing/global-setup.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "trust",
          include: ["**/*.trust.test.ts"],
          exclude: never,
          globalSetup: "./db/testing/global-setup.ts",
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
