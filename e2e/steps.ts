import { expect, type Page } from "@playwright/test";
import { codeIn, countOf, mailTo, subjects } from "./mailbox.ts";

/** Fills in and sends the form to invite somebody, from the page of members. */
export async function inviteByForm(page: Page, email: string, roles: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: /Invite member/ }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("E-mail").fill(email);
  const more = dialog.getByRole("button", { name: /^Show \d+ more roles?$/ });
  if (await more.isVisible()) await more.click();
  for (const role of roles) await dialog.getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`The invitation is on its way to ${email}.`)).toBeVisible();
}

/** Accepts on the page of an invitation as somebody without an account: name, then the mailed code. */
export async function accept(page: Page, name: string, email: string): Promise<void> {
  const before = await countOf(email, subjects.code);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await expect(page.getByText(`Welcome, ${name}.`)).toBeVisible();
  await page.getByLabel("Code").pressSequentially(codeIn(await mailTo(email, subjects.code, before)));
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
}
