import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const base = "/w/alder-finch";

test.setTimeout(480_000);

test("dialogs and menus of an Admin", async ({ visit }) => {
  const { page } = await visit(ines);
  const members = `${base}/settings/members`;
  const menuOf = async (name: string, item: string) => {
    await page.goto(`${members}?q=${encodeURIComponent(name)}`);
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect(page.getByText("Computing who gains and who loses")).toBeHidden();
  };
  await page.goto(members);
  await page.getByRole("button", { name: /Invite member/ }).click();
  await inspect(page, "invite");
  await page.getByRole("dialog").getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("Type a complete e-mail address")).toBeVisible();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Show \d+ more/ })
    .click();
  await page.getByRole("checkbox", { name: /No workspace role/ }).check();
  await page.getByLabel("Groups").selectOption({ label: "Brand" });
  await page.getByText("On a date").click();
  await inspect(page, "invite, refused");
  await page.goto(`${members}?q=Hanna`);
  await page.getByRole("button", { name: "change the role of Hanna Bauer" }).click();
  await inspect(page, "roles to give");
  await page.getByRole("menuitem", { name: "Editor", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Make Hanna Bauer Editor" })).toBeVisible();
  await expect(page.getByText("Computing who gains and who loses")).toBeHidden();
  await inspect(page, "make somebody Editor");
  await page.goto(`${members}?q=Hanna`);
  await page.getByRole("button", { name: "Actions for Hanna Bauer" }).click();
  await inspect(page, "menu of a member");
  await menuOf("Hanna Bauer", "Add role…");
  await inspect(page, "add a role");
  await menuOf("Hanna Bauer", "Deactivate");
  await inspect(page, "deactivate");
  await menuOf("Priya Raman", "Revoke access…");
  await inspect(page, "revoke");
  await page.goto(members);
  for (const chip of ["Role", "Joined"]) {
    await page.getByRole("button", { name: chip, exact: true }).click();
    await inspect(page, `members, ${chip}`);
    await page.keyboard.press("Escape");
  }
});
