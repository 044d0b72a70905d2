import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { signIn } from "@/e2e/database";
import { served } from "@/e2e/served";
import { debianBrowser } from "@/playwright.config";
import { ensureBrowser } from "@/scripts/browser";
import { storedSecrets } from "@/scripts/data-folder";
import { freePort } from "@/scripts/ports";
import { runRemit } from "@/scripts/running-remit";
import { type Figure, type StageResult, versionOf } from "./report";
import { type CountedDatabase, countedDatabase } from "./statements";

const readyWithinMs = 300_000;
const base = "/w/alder-finch";
const pages = [
  "",
  "/roles-guide",
  "/explain",
  "/objects",
  "/settings/members",
  "/settings/members?tab=pending",
  "/settings/groups",
  "/settings/roles",
  "/settings/roles/new",
  "/settings/roles/compare",
  "/settings/audit",
  "/settings/api-keys",
];

const isMembers = (page: string) => page.startsWith("/settings/members");
const isOther = (page: string) => !isMembers(page);

type View = { statements: number; requests: number };

/** What a view of each page asks of the database, and of the server besides static files. */
export async function pagesStage(): Promise<StageResult> {
  await ensureBrowser();
  const remit = process.env.REMIT_E2E_URL ? null : await runRemit(readyWithinMs);
  if (remit) Object.assign(process.env, { REMIT_E2E_URL: remit.url, REMIT_E2E_DATA_DIR: remit.dataFolder });
  const database = await countedDatabase(served().databases.app);
  const site = await serverOn(database);
  try {
    const views = await viewsOf(site.url, database);
    return {
      stage: "pages",
      load: Object.fromEntries(
        [...views].map(([page, { statements, requests }]) => [
          base + page,
          `${statements} statements, ${requests} requests`,
        ]),
      ),
      versions: { next: versionOf("next"), "@playwright/test": versionOf("@playwright/test") },
      figures: [
        mostOf("statements of a view of the members list", only(views, isMembers), "statements", 14, 12),
        mostOf("statements of a view of another page", only(views, isOther), "statements", 12, 10),
        mostOf("requests of a browser view, beside static files", views, "requests", 6, 2),
      ],
    };
  } finally {
    site.stop();
    database.close();
    if (remit) {
      delete process.env.REMIT_E2E_URL;
      await remit.stop();
    }
  }
}

async function viewsOf(url: string, database: CountedDatabase): Promise<Map<string, View>> {
  const value = await signIn("admin@alderfinch.example");
  const name = "__Host-remit-session";
  const browser = await chromium.launch({ ...debianBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await page
      .context()
      .addCookies([
        { name, value, url: url.replace("http:", "https:"), httpOnly: true, secure: true, sameSite: "Lax" },
      ]);
    let requests = 0;
    page.on("request", (request) => {
      if (!new URL(request.url()).pathname.startsWith("/_next/static/")) requests += 1;
    });
    const views = new Map<string, View>();
    for (const path of pages) {
      const address = `${url}${base}${path}`;
      const headers = { cookie: `${name}=${value}` };
      const asked = async () => {
        const response = await fetch(address, { headers, redirect: "error" });
        if (!response.ok) throw new Error(`${address}: ${response.status}`);
        await response.text();
      };
      // The first view compiles, prepares and notes that somebody is there.
      await asked();
      await settled(database);
      const before = database.statements();
      await asked();
      await settled(database);
      const statements = database.statements() - before;
      requests = 0;
      await page.goto(address, { waitUntil: "load" });
      await page.waitForTimeout(1_500);
      views.set(path, { statements, requests });
    }
    return views;
  } finally {
    await browser.close();
  }
}

/** A transaction may end after its answer was sent. */
async function settled(database: CountedDatabase): Promise<void> {
  for (let before = -1; before !== database.statements(); ) {
    before = database.statements();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function only(views: ReadonlyMap<string, View>, fits: (page: string) => boolean) {
  return new Map([...views].filter(([page]) => fits(page)));
}

function mostOf(
  what: string,
  views: ReadonlyMap<string, View>,
  unit: keyof View,
  must: number,
  stretch: number,
): Figure {
  const counts = [...views.values()].map((view) => view[unit]);
  const most = Math.max(...counts);
  return {
    what,
    against: `the most of ${counts.length} pages`,
    unit: "",
    ratio: { median: most, low: Math.min(...counts), high: most },
    bound: "at most",
    must,
    stretch,
  };
}

/** Another server of the demo that runs, which asks through the counted database. */
async function serverOn(database: CountedDatabase): Promise<{ url: string; stop(): void }> {
  const [port, secrets] = [await freePort(), storedSecrets(served().dataFolder)];
  const url = `http://localhost:${port}`;
  const next = fileURLToPath(new URL("../node_modules/next/dist/bin/next", import.meta.url));
  const child = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", String(port)], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: {
      ...process.env,
      NODE_ENV: "production",
      NODE_OPTIONS: "",
      REMIT_APP_DATABASE_URL: database.url,
      REMIT_WORKER_DATABASE_URL: served().databases.worker,
      RESEND_API_KEY: "re_demo",
      REMIT_FROM: "Remit <remit@demo.example>",
      REMIT_URL: url,
      REMIT_SECRET: secrets?.secret,
      REMIT_DEMO: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    if (answer?.ok) return { url, stop: () => child.kill() };
    const ended = await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 200, null))]);
    if (ended) break;
  }
  child.kill();
  throw new Error("the server for the count did not become ready");
}
