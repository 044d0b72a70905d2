import type { Page } from "@playwright/test";
import { foundCompany } from "./company.ts";
import { ageProof } from "./database.ts";
import { confirmByCode, expect, ines, rowOf, test, told } from "./fixtures.ts";
import { countOf, subjects } from "./mailbox.ts";

const groups = "/w/alder-finch/settings/groups";

/** Rika is Admin, and Lena and Kai are Viewers; two people are called Sam Roth. */
const studio = () =>
  foundCompany("Otter Studio", [
    { name: "Rika Sato", role: "admin" },
    { name: "Lena Frost", role: "viewer" },
    { name: "Kai Brandt", role: "viewer" },
    { name: "Noah Stein", role: "editor", steward: true, group: "Stewards" },
    { name: "Sam Roth" },
  ]);

async function open(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/w/${slug}/settings/groups`);
  await page.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

async function create(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/w/${slug}/settings/groups`);
  await page.getByRole("button", { name: "Create group" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a group" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a group is found by its name and by who is in it", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(groups);
  await expect(rowOf(page, "Data Platform")).toContainText("Data Engineer");
  await page.getByRole("button", { name: "Sort" }).click();
  await page.getByRole("link", { name: "Members", exact: true }).last().click();
  await expect(page).toHaveURL(/sort=members/);
  const counts = await page.locator("tbody td.num:last-child").allInnerTexts();
  const people = counts.map((text) => Number.parseInt(text.replaceAll(",", ""), 10));
  expect(people).toEqual(people.toSorted((a, b) => b - a));
  await page.getByLabel("Search groups").fill("Dana Weiss");
  await expect(page).toHaveURL(/sort=members.*q=Dana|q=Dana.*sort=members/);
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await page.getByRole("link", { name: /^Marketing Team DACH/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Marketing Team DACH" })).toBeVisible();
  const campaign = page.getByRole("row").filter({ hasText: "Q2 Campaign" });
  await expect(campaign).toContainText("Contributor");
  await expect(campaign).toContainText("below");
  await expect(campaign.getByRole("link", { name: "Q2 Campaign" })).toHaveAttribute("href", /\/objects\//);
  await page.getByLabel("Search members of this group").fill("Hanna");
  await expect(page.getByRole("rowheader").filter({ hasText: "Hanna Bauer" })).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Dana Weiss" })).toHaveCount(0);
  await page.getByRole("link", { name: /^Hanna Bauer/ }).click();
  await page.getByRole("link", { name: "Marketing Team DACH" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Marketing Team DACH" })).toBeVisible();
});

test("a group is created, described, and its name is its own", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await create(page, slug, "Launch team");
  await page.getByRole("button", { name: "Actions for Launch team" }).click();
  await page.getByRole("menuitem", { name: "Rename or describe…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename or describe Launch team" });
  await dialog.getByLabel("Name").fill("STEWARDS");
  await dialog.getByLabel("Description").fill("Brings the spring line out");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("There is a group Stewards already.")).toBeVisible();
  await expect(dialog.getByLabel("Description"), "what was typed stays").toHaveValue(
    "Brings the spring line out",
  );
  await dialog.getByLabel("Name").fill("Spring launch");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Spring launch" })).toBeVisible();
  await expect(page.getByText("Brings the spring line out").first()).toBeVisible();
});

test("a pasted list tells what each line is, and a bad line keeps none out", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await create(page, slug, "Readers");
  await page.getByRole("button", { name: "Add members" }).click();
  const dialog = page.getByRole("dialog", { name: "Add members to Readers" });
  // The dialog grows around its middle when its people have come, and takes the button from under the mouse.
  const peopleHaveCome = () => expect(dialog.getByRole("checkbox", { name: /Kai Brandt/ })).toBeVisible();
  await peopleHaveCome();
  await dialog.getByText("Paste a list").click();
  await dialog
    .getByLabel("Addresses or names")
    .fill(
      `Frost, Lena, ${people.Lena!.email}\nkai brandt\nnobody@elsewhere.example\nRika Sato\n${people.Lena!.email}`,
    );
  await dialog.getByRole("button", { name: "Check the list" }).click();
  await expect(rowOf(page, "nobody@elsewhere.example")).toContainText("Not a member");
  await expect(rowOf(page, "Rika Sato").last()).toContainText("Nobody adds themselves.");
  await expect(dialog.getByText("2 found")).toBeVisible();
  await expect(dialog.getByText("1 twice")).toBeVisible();
  await dialog.getByText("Search", { exact: true }).click();
  await peopleHaveCome();
  await dialog.getByText("Paste a list").click();
  await expect(dialog.getByLabel("Addresses or names")).toHaveValue(/kai brandt/);
  await page.keyboard.press("Escape");
  await expect(dialog.getByText("2 found"), "what was pasted is not lost").toBeVisible();
  await dialog.getByRole("button", { name: "Add 2 people" }).click();
  await expect(told(page, "2 people are in Readers now.")).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Kai Brandt" })).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Lena Frost" })).toBeVisible();
  await expect(rowOf(page, "Lena Frost")).toContainText("Rika Sato");
});

test("what the preview of a role says comes true, and ends again", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  const lena = await visit(people.Lena!.email);
  await create(page, slug, "Makers");
  await page.getByRole("button", { name: "Add members" }).click();
  const add = page.getByRole("dialog", { name: "Add members to Makers" });
  await add.getByLabel("Find members").fill("lena");
  await add.getByRole("checkbox", { name: /Lena Frost/ }).check();
  await expect(add.getByText("Nobody’s access changes")).toBeVisible();
  await add.getByRole("button", { name: "Add 1 person" }).click();
  await expect(told(page, "Lena Frost is in Makers now.")).toBeVisible();

  await page.getByRole("button", { name: "Add role" }).click();
  const give = page.getByRole("dialog", { name: "Add a role to Makers" });
  await give.getByRole("radio", { name: /^Editor/ }).check();
  await give.getByLabel("Access ends").fill("2999-01-31");
  await expect(give.locator(".big3")).toContainText("1gain access");
  await expect(give.getByText("Segment: Editor")).toBeVisible();
  await give.getByRole("button", { name: "Add role" }).click();
  await expect(told(page, "Makers gives Editor now.")).toBeVisible();
  await expect(rowOf(page, "The workspace")).toContainText("31 Jan 2999");
  await lena.page.goto(`/w/${slug}`);
  await expect(lena.page.getByRole("row").filter({ hasText: "Segment" })).toContainText("Editor");

  await page.getByRole("button", { name: "End Editor" }).click();
  const end = page.getByRole("dialog", { name: "End Editor" });
  await expect(end.locator(".big3")).toContainText("1lose access");
  await end.getByRole("button", { name: "End it" }).click();
  await expect(told(page, "Editor of Makers has ended.")).toBeVisible();
  await expect(page.getByText("Nothing yet.")).toBeVisible();
  await expect(lena.page.getByRole("row").filter({ hasText: "Segment" })).toContainText("Viewer");
});

test("a group is deleted, and its members keep what it gave", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await open(page, slug, "Stewards");
  await page.getByRole("button", { name: "Add role" }).click();
  const give = page.getByRole("dialog", { name: "Add a role to Stewards" });
  await give.getByRole("radio", { name: /^Power User/ }).check();
  await give.getByRole("button", { name: "Add role" }).click();
  await expect(told(page, "Stewards gives Power User now.")).toBeVisible();

  await page.getByRole("button", { name: "Actions for Stewards" }).click();
  await page.getByRole("menuitem", { name: "Delete group…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Stewards" });
  await expect(dialog.getByText("1 person loses access.")).toBeVisible();
  await dialog.getByRole("radio", { name: /^Each member keeps it/ }).check();
  await expect(dialog.getByText("Nobody loses access.")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete group" }).click();
  await expect(told(page, "Stewards is deleted.")).toBeVisible();
  await expect(page.getByText("There is no group yet")).toBeVisible();
  await page.goto(`/w/${slug}/settings/members/${people.Noah!.membershipId}`);
  await expect(page.getByRole("listitem").filter({ hasText: "Power User" })).toContainText("Direct");
});

test("giving Admin through a group asks for a code, and nobody adds themselves", async ({ visit }) => {
  const { slug, people } = await studio();
  const rika = people.Rika!.email;
  const { page } = await visit(rika);
  await open(page, slug, "Stewards");
  await ageProof(rika);
  await page.getByRole("button", { name: "Add role" }).click();
  const give = page.getByRole("dialog", { name: "Add a role to Stewards" });
  await give.getByRole("radio", { name: /^Admin/ }).check();
  await expect(give.getByText("Full Admin: assign only if absolutely necessary")).toBeVisible();
  const before = await countOf(rika, subjects.code);
  await give.getByRole("button", { name: "Add role" }).click();
  await confirmByCode(page, rika, before);
  await expect(told(page, "Stewards gives Admin now.")).toBeVisible();
  await page.getByRole("button", { name: "Add members" }).click();
  const add = page.getByRole("dialog", { name: "Add members to Stewards" });
  await add.getByLabel("Find members").fill("rika");
  await expect(add.getByRole("checkbox", { name: /Rika Sato/ })).toBeDisabled();
});

test("several members leave at once, and a reader changes nothing", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await create(page, slug, "Leavers");
  await page.getByRole("button", { name: "Add members" }).click();
  const add = page.getByRole("dialog", { name: "Add members to Leavers" });
  for (const name of ["Kai Brandt", "Lena Frost", "Sam Roth"])
    await add.getByRole("checkbox", { name: new RegExp(name) }).check();
  await add.getByRole("button", { name: "Add 3 people" }).click();
  await expect(told(page, "3 people are in Leavers now.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select Kai Brandt" }).check();
  await page.getByRole("checkbox", { name: "Select Sam Roth" }).check();
  await page.getByRole("button", { name: "Remove from group" }).click();
  const remove = page.getByRole("dialog", { name: "Remove 2 people from Leavers" });
  await remove.getByRole("button", { name: "Remove" }).click();
  await expect(told(page, "2 people are out of Leavers.")).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Lena Frost" })).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Kai Brandt" })).toHaveCount(0);

  const noah = await visit(people.Noah!.email);
  await open(noah.page, slug, "Leavers");
  await expect(noah.page.getByRole("rowheader").filter({ hasText: "Lena Frost" })).toBeVisible();
  await expect(noah.page.getByRole("button", { name: /Add|Actions for|Remove|Create/ })).toHaveCount(0);
  const lena = await visit(people.Lena!.email);
  lena.expectStatus(403, "/settings/groups");
  await lena.page.goto(`/w/${slug}/settings/groups`);
  await expect(lena.page.getByText("missing, held by")).toBeVisible();
});
