import type { Page } from "@playwright/test";
import type { Member, Resource } from "../scripts/builders/workspace.ts";
import { buildIn, type Company, foundCompany } from "./company.ts";
import { expect, test, told } from "./fixtures.ts";

let company: Company;
let objects: Record<"Autumn" | "Kale" | "Spring" | "Roses" | "Prune" | "Water" | "Tulips", Resource>;

test.beforeEach(async () => {
  company = await foundCompany("Heron Row", [
    { name: "Ada Bergman", role: "admin" },
    { name: "Cem Aksoy" },
    { name: "Dea Ilić" },
  ]);
  objects = await buildIn(company, async (builder) => {
    const Autumn = await builder.resource("campaign", "Autumn");
    const Spring = await builder.resource("campaign", "Spring");
    const Roses = await builder.resource("project", "Roses", Spring);
    return {
      Autumn,
      Kale: await builder.resource("project", "Kale", Autumn),
      Spring,
      Roses,
      Prune: await builder.resource("action", "Prune", Roses),
      Water: await builder.resource("action", "Water", Roses),
      Tulips: await builder.resource("project", "Tulips", Spring),
    };
  });
});

const addressOf = (name: keyof typeof objects) => `/w/${company.slug}/objects/${objects[name].id}`;
const makeContributor = (first: string, on: Resource, endsWithId: string | null = null) =>
  buildIn(company, (builder) =>
    builder.grant(company.people[first] as Member, "contributor", on.id, { endsWithId }),
  );
const tree = (page: Page) => page.getByRole("tree");
const item = (page: Page, name: string) => tree(page).getByRole("treeitem", { name, exact: false }).first();
const emailOf = (first: string) => company.people[first]?.email ?? "";

test("the tree is walked through by keyboard alone", async ({ visit }) => {
  const { page } = await visit(emailOf("Ada"));
  await page.goto(`/w/${company.slug}/objects`);
  const focused = page.locator(":focus");
  await item(page, "Autumn").focus();
  await page.keyboard.press("ArrowDown");
  await expect(focused).toContainText("Spring");
  await expect(focused).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await expect(focused).toHaveAttribute("aria-expanded", "true");
  await expect(item(page, "Roses")).toHaveAttribute("aria-level", "2");
  await expect(item(page, "Tulips")).toHaveAttribute("aria-posinset", "2");
  await expect(item(page, "Tulips")).toHaveAttribute("aria-setsize", "2");
  await page.keyboard.press("ArrowRight");
  await expect(focused).toContainText("Roses");
  await page.keyboard.press("ArrowRight");
  await expect(item(page, "Water")).toBeVisible();
  await page.keyboard.press("End");
  await expect(focused).toContainText("Tulips");
  await page.keyboard.press("ArrowLeft");
  await expect(focused).toContainText("Spring");
  await page.keyboard.press("Home");
  await expect(focused).toContainText("Autumn");
  await page.keyboard.type("wat");
  await expect(focused).toContainText("Water");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(item(page, "Water")).toBeHidden();
  await expect(tree(page).locator("[tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Roses" })).toBeVisible();
  await expect(item(page, "Roses")).toHaveAttribute("aria-current", "page");

  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1, name: "Roses" }).click();
  await page.keyboard.press("f");
  await expect(page.getByLabel("Find an object")).toBeFocused();
  await page.keyboard.type("kal");
  await expect(page.getByRole("list", { name: "Objects found" })).toContainText("Autumn");
  await page.reload();
  await expect(page.getByRole("list", { name: "Objects found" })).toContainText("Autumn");
  await page.keyboard.press("f");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Kale" })).toBeVisible();
  await expect(item(page, "Kale")).toBeVisible();
  await expect(page.getByLabel("Find an object")).toHaveValue("");
  await page.goBack();
  await expect(page.getByLabel("Find an object")).toHaveValue("kal");
  await page.getByRole("link", { name: "Kale" }).click();
  await expect(item(page, "Kale")).toHaveAttribute("aria-current", "page");
});

test("an object is created, renamed, archived and restored", async ({ visit }) => {
  const { page } = await visit(emailOf("Ada"));
  await page.goto(`/w/${company.slug}/objects`);
  await page.getByRole("button", { name: "Create campaign" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Summer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Summer" })).toBeVisible();
  await expect(told(page, "The campaign Summer is there.")).toBeVisible();
  await expect(item(page, "Summer")).toBeVisible();
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Dahlias");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Dahlias" })).toBeVisible();
  await expect(item(page, "Dahlias")).toHaveAttribute("aria-level", "2");

  await page.getByRole("button", { name: "More actions for Dahlias" }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Peonies");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Peonies" })).toBeVisible();
  await expect(item(page, "Peonies")).toBeVisible();
  await page.getByRole("link", { name: "All in the audit log" }).click();
  await expect(page.locator(".event")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "About: Peonies" })).toBeVisible();
  await page.getByRole("link", { name: "Clear About" }).click();
  await expect(page.locator(".event").filter({ hasText: "Summer" }).first()).toBeVisible();
  await page.goBack();

  await page.getByRole("button", { name: "More actions for Peonies" }).click();
  await page.getByRole("menuitem", { name: "Archive…" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nobody gains or loses access");
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(page.getByText(/^Archived since/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Create action" })).toBeHidden();
  await expect(item(page, "Peonies")).toBeHidden();
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "Archived" }).click();
  await expect(item(page, "Peonies")).toBeVisible();
  await page.getByRole("button", { name: "More actions for Peonies" }).click();
  await page.getByRole("menuitem", { name: "Restore…" }).click();
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(page.getByText(/^Archived since/)).toBeHidden();
  await expect(page.getByText("Nothing is archived")).toBeVisible();
});

test("a move shows who gains and who loses, and that comes true", async ({ visit }) => {
  await makeContributor("Cem", objects.Spring);
  await makeContributor("Dea", objects.Autumn);
  const cem = await visit(emailOf("Cem"));
  await cem.page.goto(addressOf("Roses"));
  await expect(cem.page.getByText("You are")).toContainText("Editor");
  const dea = await visit(emailOf("Dea"));
  dea.expectStatus(404, "/objects/");
  await dea.page.goto(addressOf("Roses"));
  await expect(dea.page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();

  const { page } = await visit(emailOf("Ada"));
  await page.goto(addressOf("Roses"));
  await page.getByRole("button", { name: "More actions for Roses" }).click();
  await page.getByRole("menuitem", { name: "Move…" }).click();
  const dialog = page.getByRole("dialog", { name: "Move Roses" });
  await expect(dialog.getByRole("radio")).toHaveCount(1);
  await dialog.getByRole("radio", { name: /Autumn/ }).check();
  await expect(dialog.locator(".people")).toContainText("Cem Aksoy");
  await expect(dialog.locator(".people li").filter({ hasText: "Cem Aksoy" })).toContainText("loses");
  await expect(dialog.locator(".people li").filter({ hasText: "Dea Ilić" })).toContainText("gains");
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect(told(page, "Roses lies in Autumn now.")).toBeVisible();
  await expect(page.getByText("Project in Autumn")).toBeVisible();
  await expect(item(page, "Roses")).toHaveAttribute("aria-level", "2");

  await dea.page.reload();
  await expect(dea.page.getByText("You are")).toContainText("Editor");
  cem.expectStatus(404, "/objects/");
  await cem.page.reload();
  await expect(cem.page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});

test("completing a project ends what was given until then; who holds it sees only names above", async ({
  visit,
}) => {
  await makeContributor("Cem", objects.Roses, objects.Roses.id);
  const cem = await visit(emailOf("Cem"));
  await cem.page.goto(addressOf("Roses"));
  const locked = item(cem.page, "Spring");
  await expect(locked).toContainText("only its name is open to you");
  await cem.page.getByRole("button", { name: "Why not: open Spring" }).click();
  const reason = cem.page.getByRole("dialog", { name: "Why you may not open Spring" });
  await expect(reason).toContainText(/on Spring would open it\. Ada Bergman can give it\./);
  await cem.page.keyboard.press("Escape");
  await cem.page.getByRole("button", { name: "Why not more?" }).click();
  await expect(cem.page.getByRole("dialog", { name: "Why you may not change Roses further" })).toContainText(
    /on Roses would open it/,
  );
  await expect(cem.page.getByRole("treeitem", { name: "Tulips" })).toHaveCount(0);
  await expect(cem.page.getByRole("treeitem", { name: "Autumn" })).toHaveCount(0);
  cem.expectStatus(403, "/objects/");
  await cem.page.goto(addressOf("Spring"));
  await expect(cem.page.getByRole("heading", { name: "This object is not open to you" })).toBeVisible();

  const { page } = await visit(emailOf("Ada"));
  await page.goto(addressOf("Roses"));
  await page.getByRole("button", { name: "More actions for Roses" }).click();
  await page.getByRole("menuitem", { name: "Complete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Complete Roses" });
  await expect(dialog.locator(".people")).toContainText("Cem Aksoy");
  await dialog.getByRole("button", { name: "Complete", exact: true }).click();
  await expect(page.getByText(/^Completed since/)).toBeVisible();
  cem.expectStatus(404, "/objects/");
  await cem.page.goto(addressOf("Roses"));
  await expect(cem.page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await page.getByRole("button", { name: "More actions for Roses" }).click();
  await page.getByRole("menuitem", { name: "Reopen…" }).click();
  await expect(page.getByRole("dialog")).toContainText("stays ended");
  await page.getByRole("button", { name: "Reopen", exact: true }).click();
  await expect(page.getByText(/^Completed since/)).toBeHidden();
});

test("on a phone the tree is a page of its own, and going back returns to the node", async ({ visit }) => {
  const { page } = await visit(emailOf("Ada"), { viewport: { width: 390, height: 844 } });
  await page.goto(`/w/${company.slug}/objects`);
  await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
  await item(page, "Spring").locator(".tw").click();
  await item(page, "Tulips").click();
  await expect(page.getByRole("heading", { level: 1, name: "Tulips" })).toBeVisible();
  await expect(tree(page)).toBeHidden();
  await page.getByRole("link", { name: "Objects", exact: true }).first().click();
  await expect(item(page, "Tulips")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Objects" })).toBeVisible();
});
