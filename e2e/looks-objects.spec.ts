import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch/objects";

test.setTimeout(480_000);

test("objects, their tree and what changes them", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(base);
  const item = (name: string) => page.getByRole("treeitem", { name }).first();
  await expect(async () => {
    await item("Brand EU").focus();
    await page.keyboard.press("ArrowRight");
    await expect(item("Spring catalogue")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await inspect(page, "the tree");
  await item("Spring catalogue").click();
  await expect(page.getByText(/^Completed since/)).toBeVisible();
  await inspect(page, "a completed project");
  await page.getByLabel("Find an object").fill("vouch");
  await expect(page.getByRole("list", { name: "Objects found" })).toBeVisible();
  await page.getByRole("link", { name: /Voucher AT/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Voucher AT" })).toBeVisible();
  await page.getByRole("button", { name: "More actions for Voucher AT" }).click();
  await inspect(page, "actions of an object");
  await page.getByRole("menuitem", { name: "Move…" }).click();
  await page.getByRole("radio", { name: /Always on/ }).check();
  await expect(page.getByText("gain access")).toBeVisible();
  await inspect(page, "a move with its preview");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "More actions for Voucher AT" }).click();
  await page.getByRole("menuitem", { name: "Complete…" }).click();
  await expect(page.getByText("lose access")).toBeVisible();
  await inspect(page, "completing a project");
  await page.keyboard.press("Escape");
  await page.goto(`${base}?archived=1`);
  await item("Store opening Graz").click();
  await expect(page.getByText(/^Archived since/)).toBeVisible();
  await inspect(page, "an archived campaign");
});
