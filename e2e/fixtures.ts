import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { codeIn, countOf, linkIn, mailTo, subjects } from "./mailbox.ts";
import { Visitor } from "./visitor.ts";

export { expect };

/** Opens a browser for somebody: signed in when an address is given. After the test its console must have been silent. */
export type Visit = (email?: string, options?: BrowserContextOptions) => Promise<Visitor>;

export const test = base.extend<{ visit: Visit }>({
  visit: async ({ browser }, use) => {
    const visitors: Visitor[] = [];
    await use(async (email, options) => {
      const visitor = await Visitor.open(browser, email, options);
      visitors.push(visitor);
      return visitor;
    });
    const complaints = visitors.flatMap((visitor) => visitor.complaints());
    await Promise.all(visitors.map(({ context }) => context.close()));
    expect(complaints, "the console").toEqual([]);
  },
});

/** The demo's sign-ins. */
export const ines = "admin@alderfinch.example";
export const ola = "owner@alderfinch.example";
export const hanna = "member@alderfinch.example";
export const jonas = "steward@alderfinch.example";

/** Signs in as people do: asks for a link, opens it from the mail, presses Sign in. */
export async function signInByMail(page: Page, email: string): Promise<void> {
  const link = await askForLink(page, email);
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Asks for a sign-in link on the page for it, and finds it in the mailbox. */
export async function askForLink(page: Page, email: string): Promise<string> {
  const before = await countOf(email, subjects.link);
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send sign-in link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  return linkIn(await mailTo(email, subjects.link, before), "/sign-in/confirm");
}

/** Types the mailed code into the dialog that asks for a proof. */
export async function confirmByCode(page: Page, email: string, before: number): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm it is you" });
  await expect(dialog).toBeVisible();
  const code = codeIn(await mailTo(email, subjects.code, before));
  await dialog.getByLabel("Code").pressSequentially(code);
  await expect(dialog).toBeHidden();
}

/** The row of a member or an invitation in the table, behind an open dialog too. */
export function rowOf(page: Page, text: string) {
  return page.locator("tr").filter({ hasText: text });
}

/** The short message that says what was just done. */
export function told(page: Page, words: string) {
  return page.locator(".toast").filter({ hasText: words });
}
