import { expect, rowOf, test, told } from "./fixtures.ts";
import { openMenu, reviewAndSave, setLevel, studio } from "./role-editor.ts";

test("several roles add up: the highest level of each feature counts, and names its role", async ({
  visit,
}) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  const levels = {
    "Marketing Analyst": { Segment: 1, Destination: 2 },
    "Campaign Manager": { Segment: 3, Destination: 1 },
  };
  for (const [name, ofRole] of Object.entries(levels)) {
    await page.goto(`/w/${slug}/settings/roles/new`);
    await page.getByLabel("Name").fill(name);
    for (const [feature, level] of Object.entries(ofRole)) await setLevel(page, feature, level);
    await reviewAndSave(page, "Create role");
    await expect(told(page, `${name} is created.`)).toBeVisible();
  }
  await page.goto(`/w/${slug}/settings/members`);
  await openMenu(page, "Juno Park", "Change roles…");
  await page
    .getByRole("dialog")
    .getByRole("radio", { name: /^Marketing Analyst/ })
    .check();
  await page.getByRole("dialog").getByRole("button", { name: "Make Marketing Analyst" }).click();
  await expect(told(page, "Juno Park is Marketing Analyst now.")).toBeVisible();
  await openMenu(page, "Juno Park", "Add role…");
  await page
    .getByRole("dialog")
    .getByRole("radio", { name: /^Campaign Manager/ })
    .check();
  await page.getByRole("dialog").getByRole("button", { name: "Add role" }).click();
  await expect(told(page, "Juno Park holds Campaign Manager now.")).toBeVisible();
  await expect(rowOf(page, "Juno Park")).toContainText("Campaign Manager");
  await expect(rowOf(page, "Juno Park")).toContainText("+1");

  await page.getByRole("link", { name: /Juno Park/ }).click();
  const member = page.getByRole("table", { name: "Level per feature of Juno Park" });
  await expect(member.getByRole("row", { name: /^Segment/ })).toContainText("Editor");
  await expect(member.getByRole("row", { name: /^Destination/ })).toContainText("Operator");
  for (const [feature, role] of [
    ["Segment", "Campaign Manager"],
    ["Destination", "Marketing Analyst"],
  ] as const) {
    await member
      .getByRole("row", { name: new RegExp(`^${feature}`) })
      .getByRole("button")
      .click();
    await expect(page.getByRole("dialog").last()).toContainText(role);
    await page.keyboard.press("Escape");
  }

  const juno = await visit(people.Juno!.email);
  await juno.page.goto(`/w/${slug}`);
  const segment = juno.page.getByRole("row").filter({ hasText: "Segment" }).first();
  await expect(segment).toContainText("Editor");
  await expect(segment).toContainText("Campaign Manager");
  const destination = juno.page.getByRole("row").filter({ hasText: "Destination" }).first();
  await expect(destination).toContainText("Operator");
  await expect(destination).toContainText("Marketing Analyst");
});
