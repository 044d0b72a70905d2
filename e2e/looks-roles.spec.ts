import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch/settings/roles";

test.setTimeout(480_000);

test("the form of a role, its history, and two roles beside each other", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(`${base}/new`);
  await expect(page.getByRole("button", { name: "Review and save" })).toBeVisible();
  await inspect(page, "a new role");
  await page.goto(base);
  await page.getByRole("button", { name: "Actions for Marketing Analyst" }).click();
  await inspect(page, "menu of a role");
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("checkbox", { name: "Personal Info", exact: true }).check();
  await expect(page.getByText(/would newly see personal data/)).toBeVisible();
  await page.getByRole("button", { name: "Review and save" }).click();
  // What happens to lie half under the bar that stays is not smaller for it.
  await page.evaluate(() => window.scrollTo(0, 0));
  await inspect(page, "an edited role with its effect");
  await page.getByRole("checkbox", { name: "View Data", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Take View Data away" })).toBeVisible();
  await inspect(page, "what falls");
  await page.getByRole("button", { name: "Keep" }).click();
  await page.getByRole("link", { name: "Discard" }).click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await inspect(page, "leave without saving");
  await page.getByRole("button", { name: "Leave" }).click();
  await page.goto(base);
  await page.getByRole("link", { name: "Marketing Analyst" }).click();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
  await inspect(page, "a role with its history");
  await page.getByRole("button", { name: "Restore revision 3" }).click();
  await expect(page.getByText(/After saving/)).toBeVisible();
  await inspect(page, "restore a revision");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Actions for Marketing Analyst" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  await page.getByRole("radio", { name: /^Viewer/ }).check();
  await expect(page.getByText(/gain access/)).toBeVisible();
  await inspect(page, "delete a role");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Actions for Marketing Analyst" }).click();
  await page.getByRole("menuitem", { name: "Compare…" }).click();
  await inspect(page, "one role to compare");
  await page.getByLabel("Second role").selectOption({ label: "Campaign Manager" });
  await expect(page.getByText(/differences/).first()).toBeVisible();
  await inspect(page, "two roles compared");
});
