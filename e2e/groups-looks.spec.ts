import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch/settings/groups";

// Everything is looked at four times: no trace is needed to tell what is wrong, and it costs most of the time.
test.use({ trace: "off", screenshot: "off" });
test.setTimeout(480_000);

test("groups, a group and its dialogs", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(base);
  await expect(page.getByRole("heading", { level: 1, name: "Groups" })).toBeVisible();
  await inspect(page, "groups");
  await page.getByRole("button", { name: "Create group" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create group" }).click();
  await expect(page.getByText("Give the group a name.").first()).toBeVisible();
  await inspect(page, "create a group, refused");
  await page.goto(`${base}?q=nosuchgroup`);
  await expect(page.getByText("No group fits")).toBeVisible();
  await inspect(page, "no group fits");
  await page.goto(base);
  await page.getByRole("link", { name: /^Marketing Team DACH/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Marketing Team DACH" })).toBeVisible();
  await inspect(page, "a group");
  await page.getByRole("checkbox", { name: "Select Dana Weiss" }).check();
  await inspect(page, "a group with somebody chosen");
  await page.getByRole("button", { name: "Remove from group" }).click();
  await expect(page.getByText("Computing who gains and who loses")).toBeHidden();
  await inspect(page, "remove");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Actions for Marketing Team DACH" }).click();
  await inspect(page, "menu of a group");
  await page.getByRole("menuitem", { name: "Delete group…" }).click();
  await expect(page.getByText("Computing who gains and who loses")).toBeHidden();
  await inspect(page, "delete");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add role" }).click();
  await page.getByRole("radio", { name: /^Admin/ }).check();
  await expect(page.getByText("assign only if absolutely necessary")).toBeVisible();
  await inspect(page, "add a role");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add members" }).click();
  const add = page.getByRole("dialog");
  await add.getByRole("checkbox", { disabled: false }).first().check();
  await expect(add.locator(".big3")).toBeVisible();
  await inspect(page, "add members");
  await add.getByText("Paste a list").click();
  await add.getByLabel("Addresses or names").fill("Dana Weiss\nChiara Primo\nnobody@elsewhere.example");
  await add.getByRole("button", { name: "Check the list" }).click();
  await expect(add.getByText("1 not a member")).toBeVisible();
  await inspect(page, "a pasted list");
});
