import { ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch";

test.setTimeout(480_000);

test("the audit log", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(`${base}/settings/audit`);
  await inspect(page, "audit log");
  await page.locator(".event summary").first().click();
  await inspect(page, "an event");
  for (const chip of ["Dates", "User", "About"]) {
    await page.getByRole("button", { name: chip, exact: true }).click();
    await inspect(page, `audit log, ${chip}`);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: /^Export/ }).click();
  await inspect(page, "export menu");
  await page.goto(`${base}/settings/audit?q=nothing-like-this`);
  await inspect(page, "audit log, no event fits");
});
