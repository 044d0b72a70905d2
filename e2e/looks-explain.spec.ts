import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch";

test.setTimeout(480_000);

test("explanations, and the palette", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(`${base}/settings/members?q=dana`);
  const href = await page.getByRole("rowheader").getByRole("link").first().getAttribute("href");
  const person = href?.split("/").at(-1);
  await page.goto(`${base}/explain?person=${person}&permission=segment:edit`);
  await expect(page.getByRole("heading", { level: 2, name: /^Yes, Dana Weiss/ })).toBeVisible();
  await inspect(page, "allowed");
  await page.goto(`${base}/explain?person=${person}&permission=governance:view-audit`);
  await expect(page.getByRole("heading", { level: 2, name: /^No, Dana Weiss/ })).toBeVisible();
  await inspect(page, "denied");
  await page.keyboard.press("a");
  await inspect(page, "the picker of actions");
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await inspect(page, "the form for a moment");
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await inspect(page, "the palette, empty");
  await page.keyboard.type("dana");
  await expect(page.getByRole("option", { name: /Dana Weiss/ })).toBeVisible();
  await inspect(page, "the palette");
});
