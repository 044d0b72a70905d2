import { sql } from "drizzle-orm";
import { asOwner } from "./database.ts";
import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

test.setTimeout(480_000);

test("the team of a project, its sheets and dialogs", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(await teamOf("Voucher AT"));
  await expect(page.getByRole("table", { name: "Team of Voucher AT" })).toBeVisible();
  await inspect(page, "team");
  await page.getByRole("button", { name: "Actions for Pavel Novák", exact: true }).click();
  await inspect(page, "menu of a row");
  await page.getByRole("menuitem", { name: "Change role, rights and end…" }).click();
  await inspect(page, "change a place");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Actions for Marketing Team DACH" }).click();
  await inspect(page, "menu of an inherited row");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Add user/ }).click();
  const sheet = page.getByRole("dialog", { name: "Add user to Voucher AT" });
  await sheet.getByRole("checkbox", { name: /Marketing Team UK/ }).check();
  await inspect(page, "add, who");
  await sheet.getByRole("button", { name: "Continue" }).click();
  await sheet.getByText("On a date").click();
  await sheet.getByLabel("Last day").fill("2099-01-01");
  await expect(sheet.getByText(/gains? access, and (is|are) told/)).toBeVisible();
  await inspect(page, "add, with what");
  await page.keyboard.press("Escape");
  await inspect(page, "add, thrown away?");
  await sheet.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("checkbox", { name: "Select Dana Weiss" }).check();
  await page.getByRole("button", { name: "Remove…" }).click();
  await expect(page.getByText("lose access")).toBeVisible();
  await inspect(page, "remove");
});

async function teamOf(name: string): Promise<string> {
  const [object] = await asOwner(
    (tx) => tx.execute<{ id: string }>(sql`select id from resources where name = ${name}`),
    "alder-finch",
  );
  return `/w/alder-finch/objects/${object?.id}/team`;
}
