import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch";

test.setTimeout(480_000);

test("pages of an Admin", async ({ visit }) => {
  const { page } = await visit(ines);
  const members = `${base}/settings/members`;
  await page.goto(members);
  await inspect(page, "members");
  await page.goto(`${members}?q=nobody-of-that-name`);
  await inspect(page, "members, nobody fits");
  await page.goto(`${members}?tab=pending`);
  await inspect(page, "pending invitations");
  await page
    .getByRole("button", { name: /^More actions for / })
    .first()
    .click();
  await inspect(page, "menu of an invitation");
  await page.getByRole("menuitem", { name: "Remove invite…" }).click();
  await inspect(page, "remove an invitation");
  await page.goto(`${members}?tab=deactivated`);
  await inspect(page, "deactivated");
  await page.goto(`${members}?q=Jonas`);
  await page.getByRole("link", { name: /Jonas Ekström/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Jonas Ekström/ })).toBeVisible();
  await inspect(page, "a member");
  await page.goto(`${base}/settings/roles`);
  await inspect(page, "roles");
  await page.getByRole("link", { name: "Power User" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Power User" })).toBeVisible();
  await inspect(page, "a role");
});
