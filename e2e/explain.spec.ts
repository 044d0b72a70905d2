import type { Page } from "@playwright/test";
import type { Member } from "../scripts/builders/workspace.ts";
import { buildIn, type Company, foundCompany } from "./company.ts";
import { expect, ines, test } from "./fixtures.ts";

/** Rika is Admin, Emre too for a month, Juno is Viewer, Noah is Editor through a group and a Steward. */
function company(): Promise<Company> {
  return foundCompany("Heron Answers", [
    { name: "Rika Sato", role: "admin" },
    { name: "Emre Demir", role: "admin", days: 30 },
    { name: "Juno Park", role: "viewer" },
    { name: "Noah Stein", role: "editor", steward: true, group: "Brand" },
  ]);
}

/** The verdict, in a sentence. */
function answer(page: Page) {
  return page.getByRole("region", { name: "Answer" }).getByRole("heading");
}

test("a question is asked by keys alone, answered in its address, and its smallest grant leads to the dialog", async ({
  visit,
}) => {
  const { slug, people } = await company();
  const { page } = await visit(people.Rika?.email);
  await page.goto(`/w/${slug}/explain`);
  await expect(page.getByRole("heading", { level: 2, name: /^Yes, you may edit segments/ })).toBeVisible();

  await page.keyboard.press("p");
  await page.keyboard.type("juno");
  await expect(page.getByRole("option", { name: /Juno Park/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/person=/);
  await expect(answer(page)).toHaveText("No, Juno Park may not edit segments on Heron Answers");
  await page.keyboard.press("a");
  await page.keyboard.type("invite");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/permission=general%3Ainvite-user/);
  const aside = page.getByRole("complementary", { name: "About this answer" });
  await expect(aside).toContainText("Give Juno Park the role Host on Heron Answers");
  await expect(aside).toContainText(/Rika Sato|Emre Demir/);
  await aside.getByRole("link", { name: "Add this role…" }).click();
  const dialog = page.getByRole("dialog", { name: /Add.*Juno Park/ });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText("Host");
  await expect(page).not.toHaveURL(/do=/);
});

test("what ends is told with its date, and another time is asked about", async ({ visit }) => {
  const { slug, people } = await company();
  const { page } = await visit(people.Rika?.email);
  await page.goto(`/w/${slug}/explain?person=${people.Emre?.membershipId}&permission=general:manage-user`);
  await expect(page.getByText(/^One path leads here\. It ends on \d+ \w+/)).toBeVisible();
  await expect(page.getByText("The grant of Admin on Heron Answers ends")).toBeVisible();
  await page.keyboard.press("t");
  await page.getByLabel("Date and time").fill("2098-01-01T12:00");
  await page.getByRole("button", { name: "Ask about then" }).click();
  await expect(page).toHaveURL(/at=2098-01-01T12%3A00/);
  await expect(answer(page)).toHaveText("No, Emre Demir will not be able to manage people on Heron Answers");
  await expect(page.getByText("Today Emre Demir may.")).toBeVisible();
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "Now" }).click();
  await expect(page).not.toHaveURL(/at=/);
});

test("who was removed is explained as of then, and an account administrator too", async ({ visit }) => {
  const own = await company();
  const { slug, people } = own;
  await buildIn(own, (builder) => builder.remove(people.Emre as Member));
  const { page } = await visit(people.Rika?.email);
  await page.goto(`/w/${slug}/explain?permission=general:manage-user`);
  await page.keyboard.press("p");
  await page.keyboard.type("emre");
  const option = page.getByRole("group", { name: "No members now" }).getByRole("option");
  await expect(option).toContainText(/Emre Demir.*removed \d+ \w+/);
  await option.click();
  await expect(page).toHaveURL(new RegExp(`person=${people.Emre?.membershipId}`));
  await expect(answer(page)).toHaveText("No, Emre Demir may not manage people on Heron Answers");
  await expect(page.getByText("Emre Demir was removed from the workspace.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Reactivate…" })).toHaveCount(0);

  const { page: demo } = await visit(ines);
  await demo.goto("/w/alder-finch/explain");
  await demo.keyboard.press("p");
  await demo.keyboard.type("nyström");
  await demo.getByRole("option", { name: /Ola Nyström.*account administrator/ }).click();
  await expect(answer(demo)).toHaveText("Yes, Ola Nyström may edit segments on Alder & Finch");
});

test("who does not manage users is told about themselves alone", async ({ visit }) => {
  const { slug, people } = await company();
  const visitor = await visit(people.Juno?.email);
  const { page } = visitor;
  await page.goto(`/w/${slug}/explain?permission=segment:edit`);
  await expect(answer(page)).toHaveText("No, you may not edit segments on Heron Answers");
  await expect(page.getByRole("button", { name: /^Person/ })).toHaveCount(0);
  await expect(page.getByText(/can give it\./)).toBeVisible();
  await expect(page.getByRole("link", { name: "Add this role…" })).toHaveCount(0);
  visitor.expectStatus(403, "/explain");
  await page.goto(`/w/${slug}/explain?person=${people.Noah?.membershipId}`);
  await expect(page.getByRole("heading", { level: 1, name: /not open to you/ })).toBeVisible();
});

test("the way leads from a member's row and page, and from what is locked", async ({ visit }) => {
  const { slug, people } = await company();
  const rika = (await visit(people.Rika?.email)).page;
  await rika.goto(`/w/${slug}/settings/members`);
  await rika.getByRole("button", { name: "Actions for Noah Stein" }).click();
  await rika.keyboard.press("x");
  await expect(rika).toHaveURL(new RegExp(`/explain\\?person=${people.Noah?.membershipId}`));
  await expect(rika.getByRole("list").filter({ hasText: "Editor" }).first()).toContainText("Noah Stein");
  await rika.goto(`/w/${slug}/settings/members/${people.Juno?.membershipId}`);
  await rika.getByRole("link", { name: "Explain access" }).last().click();
  await expect(rika).toHaveURL(/person=/);

  const visitor = await visit(people.Noah?.email);
  const noah = visitor.page;
  await noah.goto(`/w/${slug}/settings/members/${people.Juno?.membershipId}`);
  await noah.getByRole("button", { name: "Why not: manage people" }).click();
  const reason = noah.getByRole("dialog", { name: "Why you may not manage people" });
  await expect(reason).toContainText("No grant of yours holds Manage User there.");
  await expect(reason).toContainText(/can give it\./);
  await reason.getByRole("link", { name: "Explain access" }).click();
  await expect(noah).toHaveURL(/permission=general%3Amanage-user/);
  await noah.goto(`/w/${slug}/settings/members`);
  await noah.getByRole("button", { name: "Why not: change members or invite people" }).click();
  const closed = noah.getByRole("dialog", { name: "Why you may not change members or invite people" });
  await closed.getByLabel("What is closed").selectOption("Invite people");
  await expect(closed).toContainText("No grant of yours holds Invite User there.");
  await expect(closed).toContainText(/Host on Heron Answers would open it\. .* can give it\./);
  visitor.expectStatus(403, "/settings/audit");
  await noah.goto(`/w/${slug}/settings/audit`);
  await expect(noah.getByText(/would open it\. .* can give it\./)).toBeVisible();
});

test("what the form of a role keeps closed says why", async ({ visit }) => {
  const own = await company();
  const { slug, people } = own;
  await buildIn(own, async (builder) => {
    await builder.role("Keeper", { levels: { segment: 2 }, fine: ["general:manage-role"] });
    await builder.grant(people.Juno as Member, "Keeper");
  });
  const { page } = await visit(people.Juno?.email);
  await page.goto(`/w/${slug}/settings/roles/new`);
  await page.getByRole("button", { name: "Why not: give Segment Editor" }).click();
  const level = page.getByRole("dialog", { name: "Why you may not give Segment Editor" });
  await expect(level).toContainText(/Editor on Heron Answers would open it\. .* can give it\./);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Why not: give every permission of General" }).click();
  const flags = page.getByRole("dialog", { name: "Why you may not give every permission of General" });
  await flags.getByLabel("What is closed").selectOption("Manage User");
  await expect(flags).toContainText("No grant of yours holds Manage User there.");
});
