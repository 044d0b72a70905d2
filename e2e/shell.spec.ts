import { foundCompany } from "./company.ts";
import { expect, hanna, ines, jonas, ola, test } from "./fixtures.ts";

const home = "/w/alder-finch";

test("who may not read the audit log is not shown it, and told what is missing and who can help", async ({
  visit,
}) => {
  const visitor = await visit(hanna);
  const { page } = visitor;
  await page.goto(home);
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: "Members" })).toBeVisible();
  await expect(main.getByRole("link", { name: "Audit log" })).toHaveCount(0);
  visitor.expectStatus(403, "/settings/audit");
  const response = await page.goto(`${home}/settings/audit`);
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "The audit log is not open to you" })).toBeVisible();
  const stop = page.getByRole("main");
  await expect(stop).toContainText("Hanna Bauer");
  await expect(stop).toContainText("Campaign Manager");
  await expect(stop).toContainText(/missing, held by .*Admin/);
  await expect(stop).toContainText(/(Eva Lind|Ines Carvalho|Samir Aziz).* can give it\./);
  await expect(page.getByRole("row")).toHaveCount(0);
  await page.getByRole("link", { name: "Back to My access" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
});

test("who may see members but not manage them finds no way to change them", async ({ visit }) => {
  const { page } = await visit(hanna);
  await page.goto(`${home}/settings/members?q=Jonas`);
  await expect(page.getByRole("button", { name: /Invite member/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /change the role/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Actions for Jonas Ekström" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Open"]);
  await page.getByRole("menuitem", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Jonas Ekström/ })).toBeVisible();
  await expect(page.getByText("Manage User is needed to see what others may do.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sessions" })).toHaveCount(0);
});

test("a foreign workspace and one that does not exist look alike", async ({ visit }) => {
  const visitor = await visit(hanna);
  const { page } = visitor;
  const seen: string[] = [];
  for (const slug of ["kite-agency", "no-such-workspace"]) {
    visitor.expectStatus(404, `/w/${slug}`);
    const response = await page.goto(`/w/${slug}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here for you");
    seen.push((await page.locator("body").innerText()).trim());
  }
  expect(seen[1]).toBe(seen[0]);
});

test("an account administrator gets in without a membership", async ({ visit }) => {
  const { page } = await visit(ola);
  await page.goto("/");
  await expect(page).toHaveURL(home);
  await expect(page.getByRole("complementary", { name: "Your roles" })).toContainText(
    "Account administrator",
  );
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
});

test("the switcher leads from workspace to workspace", async ({ visit }) => {
  const { page } = await visit("noor.vandijk@kite.example");
  await page.goto("/");
  await page
    .getByRole("button", { name: /Switch workspace/ })
    .first()
    .click();
  const other = page.getByRole("menuitem").filter({ hasNot: page.locator("[aria-current]") });
  await expect(page.getByRole("menuitem")).toHaveText(["Alder & Finch", "Kite Agency"]);
  await other.filter({ hasText: "Kite Agency" }).click();
  await expect(page).toHaveURL("/w/kite-agency");
  await expect(
    page.getByRole("button", { name: "Workspace: Kite Agency. Switch workspace" }).first(),
  ).toBeVisible();
  await page
    .getByRole("button", { name: /Switch workspace/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Alder & Finch" }).click();
  await expect(page).toHaveURL(home);
});

test("the theme stays, through pages and a reload, drawn by the server", async ({ visit }) => {
  const { page } = await visit(ines, { colorScheme: "light" });
  await page.goto(home);
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await colour();
  await page.getByRole("button", { name: "Switch theme" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await colour()).not.toBe(light);
  const drawn = await page.request.get(`${home}/settings/roles`);
  expect(await drawn.text()).toMatch(/<html[^>]*data-theme="dark"/);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "Account of Ines Carvalho" }).first().click();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  await page.reload();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /./);
});

test("a person's own access page lists what ends, and explains a level by its roles", async ({ visit }) => {
  const { page } = await visit(hanna);
  await page.goto(home);
  await expect(page.getByRole("region", { name: "Good first steps" })).toBeVisible();
  const aside = page.getByRole("complementary", { name: "Your roles" });
  await expect(aside).toContainText("Campaign Manager");
  await expect(aside).toContainText("in 11 days");
  await page.getByRole("button", { name: "Why: Activation Editor" }).click();
  await expect(page.getByRole("dialog", { name: "Why: Activation Editor" })).toContainText(
    "because Campaign Manager gives it",
  );
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Open Activation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Activation" })).toBeVisible();
});

test("roles are described to everybody, and an Admin sees who holds them", async ({ visit }) => {
  const steward = await visit(jonas);
  await steward.page.goto(`${home}/roles-guide`);
  await expect(
    steward.page.getByRole("group").filter({ hasText: "Marketing Analyst" }).first(),
  ).toContainText("Yours");
  const { page } = await visit(ines);
  await page.goto(`${home}/settings/roles?kind=custom`);
  await expect(page.getByRole("rowheader").filter({ hasText: "Campaign Manager" })).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Power User" })).toHaveCount(0);
  await page.getByRole("link", { name: "Campaign Manager" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Campaign Manager" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Hanna Bauer");
});

test("two tabs of one person both learn of a changed role", async ({ visit }) => {
  const { slug, people } = await foundCompany("Fern Press", [
    { name: "Ada Moor", role: "admin" },
    { name: "Ben Ross", role: "viewer" },
  ]);
  const admin = await visit(people.Ada!.email);
  const ben = await visit(people.Ben!.email);
  const second = await ben.context.newPage();
  await ben.page.goto(`/w/${slug}`);
  await second.goto(`/w/${slug}/roles-guide`);
  const yours = (name: string) =>
    second.locator("details").filter({ hasText: "Yours" }).filter({ hasText: name });
  await expect(yours("Viewer")).toBeVisible();
  await admin.page.goto(`/w/${slug}/settings/members`);
  await admin.page.getByRole("button", { name: "change the role of Ben Ross" }).click();
  await admin.page.getByRole("menuitem", { name: "Editor", exact: true }).click();
  await admin.page.getByRole("button", { name: "Make Editor" }).click();
  await expect(ben.page.getByRole("complementary", { name: "Your roles" })).toContainText("Editor");
  await expect(yours("Editor").first()).toBeVisible();
});
