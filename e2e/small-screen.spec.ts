import { foundCompany, newAddress } from "./company.ts";
import { expect, rowOf, test, told } from "./fixtures.ts";
import { linkIn, mailTo, subjects } from "./mailbox.ts";
import { accept } from "./steps.ts";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("the whole path on phones: invite, accept, change, look it up", async ({ visit }) => {
  const { slug, people } = await foundCompany("Pocket Works", [{ name: "Ada Moor", role: "admin" }]);
  const email = newAddress("Zoe Hart");
  const { page } = await visit(people.Ada!.email, phone);
  await page.goto(`/w/${slug}`);
  const tabs = page.getByRole("navigation", { name: "Main, small screen" });
  await tabs.getByRole("link", { name: "Members" }).tap();
  await page.getByRole("button", { name: /Invite member/ }).tap();
  const invite = page.getByRole("dialog", { name: "Invite member" });
  await invite.getByLabel("E-mail").fill(email);
  await invite.getByRole("checkbox", { name: /^Viewer/ }).tap();
  await invite.getByRole("button", { name: "Send invitation" }).tap();
  await expect(told(page, `The invitation is on its way to ${email}.`)).toBeVisible();

  const zoe = await visit(undefined, phone);
  await zoe.page.goto(linkIn(await mailTo(email, subjects.invitation), "/invite/"));
  await accept(zoe.page, "Zoe Hart", email);
  await zoe.page.getByRole("button", { name: "Why: Segment Viewer" }).tap();
  await expect(zoe.page.getByRole("dialog", { name: "Why: Segment Viewer" })).toContainText(
    "Viewer gives it",
  );

  await page.goto(`/w/${slug}/settings/members?q=Zoe`);
  await rowOf(page, "Zoe Hart").getByRole("button", { name: "Actions for Zoe Hart" }).tap();
  await page.getByRole("menuitem", { name: "Make Editor" }).tap();
  const dialog = page.getByRole("dialog", { name: "Make Zoe Hart Editor" });
  await expect(dialog.getByText(/^Gains \d+ permissions?$/)).toBeVisible();
  await dialog.getByRole("button", { name: "Make Editor" }).tap();
  await expect(told(page, "Zoe Hart is Editor now.")).toBeVisible();
  await told(page, "Zoe Hart is Editor now.").getByRole("link", { name: "See it in the audit log" }).tap();
  await expect(page.locator(".event details[open]")).toContainText("Changed Zoe Hart from Viewer to Editor");
  for (const visitor of [page, zoe.page])
    expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
