import { type SpawnOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { debianBrowser } from "../playwright.config.ts";
import { Refusal } from "./refusal.ts";

const downloadWithinMs = 120_000;

/**
 * Makes sure that a Chromium is there and starts: the one of Debian, or Playwright's own.
 * @throws Refusal
 */
export async function ensureBrowser(): Promise<void> {
  if (await starts()) return;
  console.log("Installing a browser …");
  await tried(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "install", "chromium-headless-shell"],
    { stdio: "ignore", timeout: downloadWithinMs, killSignal: "SIGKILL" },
  );
  if (await starts()) return;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = (...args: string[]) =>
      tried("apt-get", ["--quiet", "--quiet", ...args], {
        stdio: ["ignore", "ignore", "inherit"],
        env: environment,
      });
    await apt("update");
    for (const name of ["chromium-headless-shell", "chromium"]) {
      await apt("install", "--yes", "--no-install-recommends", name);
      if (await starts()) return;
    }
  }
  throw new Refusal(
    "No Chromium starts here: run `npx playwright install --with-deps chromium`, or install your system's package chromium.",
  );
}

/** Whether it worked shows when the browser is started. */
function tried(program: string, args: string[], options: SpawnOptions): Promise<unknown> {
  const child = spawn(program, args, options);
  return new Promise((resolve) => child.once("close", resolve).once("error", resolve));
}

/** A browser may be there and yet lack libraries: only a start tells. */
async function starts(): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      ...debianBrowser(),
      args: ["--no-sandbox", "--disable-gpu"],
      timeout: 30_000,
    });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}
