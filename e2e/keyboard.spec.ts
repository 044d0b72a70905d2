import type { Page } from "@playwright/test";
import { foundCompany, newAddress } from "./company.ts";
import { expect, rowOf, test, told } from "./fixtures.ts";

/** Tabs until the focus is on something of this name; a person would not go further than this many steps. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let steps = 0; steps < most; steps++) {
    await page.keyboard.press("Tab");
    if (name.test(await focused(page))) return;
  }
  throw new Error(`${name} is not reached by ${most} tabs; the last was ${await focused(page)}`);
}

/** What has the focus: its name as far as its text, label or first words tell. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    if (!element) return "";
    return (
      element.getAttribute("aria-label") ??
      element.labels?.[0]?.innerText ??
      element.innerText ??
      ""
    ).trim();
  });
}

test("inviting and changing a role need no mouse", async ({ visit }) => {
  const { slug, people } = await foundCompany("Quill House", [
    { name: "Ada Moor", role: "admin" },
    { name: "Ben Ross", role: "viewer" },
  ]);
  const email = newAddress("Zoe Hart");
  const { page } = await visit(people.Ada!.email);
  await page.goto(`/w/${slug}`);

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to content");
  await tabTo(page, /^Members$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();

  await tabTo(page, /^Invite member/);
  await page.keyboard.press("Enter");
  const invite = page.getByRole("dialog", { name: "Invite member" });
  await expect(invite.getByLabel("E-mail"), "the first field has the focus").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(invite).toBeHidden();
  await expect
    .poll(() => focused(page), { message: "the focus is back at its button" })
    .toMatch(/^Invite member/);
  await page.keyboard.press("Enter");
  await expect(invite.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.type(email);
  await tabTo(page, /^Viewer/);
  await page.keyboard.press("Space");
  await expect(invite.getByRole("checkbox", { name: /^Viewer/ })).toBeChecked();
  await tabTo(page, /^Send invitation$/);
  await page.keyboard.press("Enter");
  await expect(told(page, `The invitation is on its way to ${email}.`)).toBeVisible();
  await expect(invite).toBeHidden();

  await tabTo(page, /change the role of Ben Ross$/);
  await page.keyboard.press("Enter");
  const menu = page.getByRole("menu", { name: "Roles to give to Ben Ross" });
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect.poll(() => focused(page)).toMatch(/change the role of Ben Ross$/);
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.type("Editor");
  await expect(page.getByRole("menuitem", { name: "Editor", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Make Ben Ross Editor" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText(/^Gains \d+ permissions?$/)).toBeVisible();
  await tabTo(page, /^Make Editor$/);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, "Ben Ross").getByRole("button", { name: /^Editor: change/ })).toBeVisible();
  await expect.poll(() => focused(page), { message: "the focus stays at the row" }).toMatch(/Ben Ross/);
});

test("single keys work where they are shown, and can be turned off", async ({ visit }) => {
  const { slug, people } = await foundCompany("Quill House", [{ name: "Ada Moor", role: "admin" }]);
  const { page } = await visit(people.Ada!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("heading", { level: 1, name: "Members" }).waitFor();
  await page.keyboard.press("f");
  await expect(page.getByLabel("Search members")).toBeFocused();
  await page.keyboard.press("i");
  await expect(page.getByLabel("Search members"), "a key typed into a field is text").toHaveValue("i");
  await page.getByLabel("Search members").fill("");
  await page.getByRole("heading", { level: 1, name: "Members" }).click();
  await page.keyboard.press("i");
  await expect(page.getByRole("dialog", { name: "Invite member" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1, name: "Members" }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page.getByRole("dialog"), "the key after G is not a single one").toHaveCount(0);
  const members = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Members" });
  await expect(members).toHaveAttribute("title", "Members (G M)");
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
  await page.getByRole("button", { name: "Account of Ada Moor" }).first().click();
  await page.getByRole("menuitemradio", { name: "Off" }).click();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Members" }).click();
  await page.keyboard.press("i");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page).toHaveURL(/\/settings\/members$/);
});
