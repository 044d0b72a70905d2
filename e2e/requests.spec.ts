import { expect, ines, test } from "./fixtures.ts";

const base = "/w/alder-finch";

test("a view of a page asks for the page and its stream of events, and for nothing ahead of a visit", async ({
  visit,
}) => {
  test.setTimeout(120_000);
  const { page } = await visit(ines);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/_next/static/")) asked.push(pathname);
  });
  for (const path of [
    "",
    "/objects",
    "/settings/members",
    "/settings/groups",
    "/settings/roles",
    "/settings/audit",
  ]) {
    asked.length = 0;
    await page.goto(`${base}${path}`);
    await page.mouse.wheel(0, 10_000);
    // What is fetched ahead is asked for when the browser has nothing else to do.
    await page.waitForTimeout(1_000);
    expect(asked.sort(), path).toEqual([`/api${base}/events`, `${base}${path}`]);
  }
});
