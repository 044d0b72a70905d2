import { type Company, foundCompany } from "./company.ts";
import { expect, test } from "./fixtures.ts";

function company(): Promise<Company> {
  return foundCompany("Jay Lookup", [
    { name: "Rika Sato", role: "admin" },
    { name: "Juno Park", role: "viewer" },
    { name: "Tove Lund", role: "contributor" },
  ]);
}

test("a key opens it, typing finds a person, and acting still asks", async ({ visit }) => {
  const { slug, people } = await company();
  const { page } = await visit(people.Rika?.email);
  await page.goto(`/w/${slug}`);
  await page.keyboard.press("/");
  const palette = page.getByRole("dialog", { name: "Jump to" });
  const field = palette.getByRole("combobox", { name: "Jump to" });
  await expect(field).toBeFocused();
  await page.keyboard.type("juno");
  const found = palette.getByRole("option", { name: /Juno Park/ });
  await expect(found).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await found.getAttribute("id")) ?? "");
  await page.keyboard.press("ArrowDown");
  await expect(palette.getByRole("option", { name: /Make Power User/ })).toContainText(
    /Gains on \d+ features.*asks before it acts/,
  );
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  const narrowed = palette.getByRole("combobox", { name: "Do something with Juno Park" });
  await expect(narrowed).toBeFocused();
  await expect(palette.getByText("Narrowed to Juno Park.")).toBeAttached();
  await expect(palette.getByRole("option")).toHaveText([
    /^Open their page/,
    /^Make Power User/,
    /^Make Editor/,
    /^Change roles/,
    /^Add role/,
    /^Deactivate/,
    /^Explain access/,
  ]);
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("juno");
  await expect(found).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Backspace");
  await expect(field).toHaveValue("juno");
  await page.keyboard.press("Tab");
  await page.keyboard.type("change");
  await expect(palette.getByRole("option")).toHaveText([/^Change roles.*Asks before it acts/]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/w/${slug}/settings/members/${people.Juno?.membershipId}`);
  await expect(page.getByRole("dialog", { name: /Juno Park/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("invite");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Invite member" })).toBeVisible();
  await expect(page).toHaveURL(`/w/${slug}/settings/members`);

  for (const [words, address, title] of [
    ["create group", `/w/${slug}/settings/groups`, "Create a group"],
    ["create campaign", `/w/${slug}/objects`, "Create campaign"],
  ] as const) {
    await page.goto(`/w/${slug}`);
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await expect(page).toHaveURL(address);
  }
});

test("what was chosen is offered again; nothing found is said; Escape gives the focus back", async ({
  visit,
}) => {
  const { slug, people } = await company();
  const { page } = await visit(people.Rika?.email);
  await page.goto(`/w/${slug}`);
  const jump = page.getByRole("button", { name: "Jump to…" });
  await jump.click();
  const palette = page.getByRole("dialog", { name: "Jump to" });
  await expect(palette.getByRole("group", { name: "Recent" })).toHaveCount(0);
  await page.keyboard.type("audit");
  await expect(palette.getByRole("option", { name: /Audit log/ })).toContainText("G A");
  await page.keyboard.press("Tab");
  await expect(palette.getByRole("button", { name: "Close" }), "Tab narrows to people alone").toBeFocused();
  await palette.getByRole("option", { name: /Audit log/ }).click();
  await expect(page).toHaveURL(`/w/${slug}/settings/audit`);
  await jump.click();
  await expect(palette.getByRole("group", { name: "Recent" })).toContainText("Audit log");
  await page.keyboard.type("zzzz");
  await expect(palette.getByText("Nothing you may open is called “zzzz”.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(jump).toBeFocused();
});

test("it finds nobody and nothing that is not open, and works on a phone", async ({ visit }) => {
  const { slug, people } = await company();
  const { page } = await visit(people.Tove?.email, { viewport: { width: 390, height: 844 } });
  await page.goto(`/w/${slug}`);
  await page.getByRole("button", { name: "Jump to…" }).click();
  const palette = page.getByRole("dialog", { name: "Jump to" });
  await expect(palette.getByRole("option", { name: /Invite|Members|Audit/ })).toHaveCount(0);
  await page.keyboard.type("juno");
  await expect(palette.getByText("Nothing you may open is called “juno”.")).toBeVisible();
  await palette.getByRole("combobox").fill("home");
  await palette.getByRole("option", { name: "Home" }).click();
  await expect(page).toHaveURL(`/w/${slug}`);
  await expect(palette).toBeHidden();
});

test("an answer that fails is said, and can be asked for again", async ({ visit }) => {
  const { slug, people } = await company();
  const visitor = await visit(people.Rika?.email);
  const { page } = visitor;
  await page.goto(`/w/${slug}`);
  visitor.expectStatus(500, "/questions/search.results");
  let failing = true;
  await page.route("**/questions/search.results", (route) =>
    failing ? route.fulfill({ status: 500, json: { message: "Something failed." } }) : route.continue(),
  );
  await page.keyboard.press("/");
  await page.keyboard.type("juno");
  await expect(page.getByText("Something failed.")).toBeVisible();
  failing = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("option", { name: /Juno Park/ })).toBeVisible();
});
