import { expect, ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

const members = "/w/alder-finch/settings/members";

test.setTimeout(480_000);

test("a list of addresses, its check and its choices", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(members);
  await page.getByRole("button", { name: "Invite in bulk" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite in bulk" });
  await inspect(page, "invite in bulk");
  await dialog
    .getByLabel("Paste addresses")
    .fill(
      [
        "new.face@looks.example",
        "New.Face@looks.example",
        "carla@agency",
        "dana.weiss@alderfinch.example, Viewer",
        "greta.hofmann@alderfinch.example",
        "mateo.ruiz@alderfinch.example",
        "other.face@looks.example, Viewer",
      ].join("\n"),
    );
  await expect(dialog.getByText("Complete the part after @")).toBeVisible();
  await inspect(page, "invite in bulk, checked");
  await dialog.getByRole("button", { name: "Role for new.face@looks.example: Choose a role" }).click();
  await inspect(page, "invite in bulk, the role of a row");
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: /^Role for all/ }).click();
  await inspect(page, "invite in bulk, the role for all");
});

test("selected members, and what a change of them does", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(members);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await expect(page.getByRole("region", { name: /^Change \d+ selected$/ })).toBeVisible();
  await inspect(page, "members, selected");
  await page.getByRole("button", { name: "Change role" }).click();
  await page.getByRole("menuitem", { name: "Editor", exact: true }).click();
  await expect(page.getByText("Computing who gains and who loses")).toBeHidden();
  await inspect(page, "make many Editor");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  await expect(page.getByText("Computing who gains and who loses")).toBeHidden();
  await inspect(page, "deactivate many");
});
