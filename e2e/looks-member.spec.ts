import { expect, hanna, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch";

test.setTimeout(480_000);

test("pages of everybody", async ({ visit }) => {
  const visitor = await visit(hanna);
  const { page } = visitor;
  await page.goto(base);
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
  await inspect(page, "my access");
  await page
    .getByRole("button", { name: /^Why: / })
    .first()
    .click();
  await inspect(page, "why");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /^Give back / })
    .first()
    .click();
  await expect(page.getByText(/^Loses \d+ permission/)).toBeVisible();
  await inspect(page, "give back a role");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.goto(`${base}/features/segment`);
  await inspect(page, "a feature");
  await page.goto(`${base}/roles-guide`);
  await inspect(page, "what each role can do");
  visitor.expectStatus(403, "/settings/audit");
  await page.goto(`${base}/settings/audit`);
  await expect(page.getByText("missing, held by")).toBeVisible();
  await inspect(page, "forbidden");
  visitor.expectStatus(404, "/settings/nowhere");
  await page.goto(`${base}/settings/nowhere`);
  await inspect(page, "nothing there in a workspace");
  await page.goto("/sessions");
  await inspect(page, "own sessions");
  await page.goto(base);
  await page
    .getByRole("button", { name: /^Workspace: / })
    .first()
    .click();
  await inspect(page, "workspace switcher");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Account of Hanna Bauer" }).first().click();
  await inspect(page, "user menu");
});
