import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

/** Debian's browsers, the one without a window first: the other runs its whole window behind every page. */
const debianBrowsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/** Debian's browser when there is one; else Playwright looks for its own. */
export function debianBrowser(): { executablePath?: string } {
  const executablePath = debianBrowsers.find((path) => existsSync(path));
  return executablePath ? { executablePath } : {};
}

export default defineConfig({
  testDir: "./e2e",
  testMatch: "**/*.spec.ts",
  tsconfig: "./e2e/tsconfig.journeys.json",
  outputDir: "./test-results",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.REMIT_E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.REMIT_E2E_REPORT }]]
    : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.REMIT_E2E_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Long looks have minutes: what is not there shall not take them all.
    actionTimeout: 30_000,
    // A trace takes an eighth of the time of a journey: ask for it where one fails.
    trace: process.env.REMIT_E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...debianBrowser(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
