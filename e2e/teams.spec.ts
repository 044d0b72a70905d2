import { buildIn, foundCompany } from "./company.ts";
import { expect, rowOf, test, told } from "./fixtures.ts";

test.setTimeout(180_000);

/** Rika is Admin; Gus is in Field; Nia, Oli and Pia hold nothing, Uma is in Studio. A campaign with a project and an action. */
async function studio() {
  const company = await foundCompany("Linden Works", [
    { name: "Rika Sato", role: "admin" },
    { name: "Gus Weber", group: "Field" },
    { name: "Uma Rao", group: "Studio" },
    { name: "Nia Okeke" },
    { name: "Oli Brandt" },
    { name: "Pia Nowak" },
  ]);
  const places = await buildIn(company, async (builder) => {
    const campaign = await builder.resource("campaign", "Spring launch");
    const project = await builder.resource("project", "Window displays", campaign);
    return { campaign, project, action: await builder.resource("action", "Poster", project) };
  });
  const at = (place: keyof typeof places) => `/w/${company.slug}/objects/${places[place].id}/team`;
  return { ...company, at };
}

test("a group on a campaign works below it: its members see why, and it is removed where it comes from", async ({
  visit,
}) => {
  const { people, at } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(at("campaign"));
  await page.getByRole("button", { name: /^Add user/ }).click();
  const sheet = page.getByRole("dialog", { name: "Add user to Spring launch" });
  await sheet.getByRole("checkbox", { name: /Field/ }).check();
  await sheet.getByRole("button", { name: "Continue" }).click();
  await expect(sheet).toContainText("It holds for the 1 project and 1 action below");
  await expect(sheet.getByLabel("Role")).toHaveValue(/./);
  await expect(sheet.getByRole("radio", { name: /completed/ })).toHaveCount(0);
  await expect(sheet.getByText("1 person gains access, and is told.")).toBeVisible();
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(told(page, "Field is on the team of Spring launch.")).toBeVisible();
  await expect(rowOf(page, "Field")).toContainText("Contributor");
  await expect(rowOf(page, "Field")).toContainText("Group, 1 person");

  const gus = await visit(people.Gus!.email);
  await gus.page.goto(at("project"));
  const own = gus.page.getByRole("region", { name: "Your place here" });
  await expect(own).toContainText("You are Editor here.");
  await own.getByRole("button", { name: "Why: Editor on Window displays" }).click();
  const why = gus.page.getByRole("dialog");
  await expect(why.getByRole("listitem")).toContainText(["You", "Field", "Contributor", "Spring launch"]);
  await gus.page.keyboard.press("Escape");
  await expect(gus.page.getByRole("button", { name: /^Add user/ })).toHaveCount(0);
  await gus.page.getByRole("button", { name: "Why not: add people here" }).click();
  const reason = gus.page.getByRole("dialog", { name: "Why you may not add people here" });
  await expect(reason.getByRole("listitem")).toContainText(["You", "Contributor"]);
  await expect(reason).toContainText(/would open it\. Rika Sato can give it\./);

  await page.goto(at("project"));
  await expect(rowOf(page, "Field").getByRole("link", { name: "Spring launch" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for Field, inherited from Spring launch" }).click();
  const remove = page.getByRole("menuitem", { name: "Remove…" });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("menu")).toContainText(
    "Inherited from Spring launch. It can be removed there, and not here.",
  );
  await page.getByRole("menuitem", { name: "Change it in Spring launch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Spring launch" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for Field" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove Field from Spring launch" });
  await expect(dialog.getByText("lose access")).toBeVisible();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(told(page, "Field is off the team of Spring launch.")).toBeVisible();
  await expect(
    gus.page.getByRole("heading", { name: /does not exist|Not found|nothing here/i }),
  ).toBeVisible();
});

test("people and a group are added with rights of their own until the project is completed, then changed and removed", async ({
  visit,
}) => {
  const { people, at } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(at("project"));
  await page.getByRole("button", { name: /^Add user/ }).click();
  const sheet = page.getByRole("dialog", { name: "Add user to Window displays" });
  await sheet.getByRole("button", { name: "Continue" }).click();
  await expect(sheet).toContainText("Choose somebody to add.");
  const search = sheet.getByLabel("Search active members and groups");
  await search.fill("nia");
  await sheet.getByRole("checkbox", { name: /Nia Okeke/ }).check();
  await search.fill("oli");
  await sheet.getByRole("checkbox", { name: /Oli Brandt/ }).check();
  await search.fill("rika");
  await expect(sheet.getByRole("checkbox", { name: /Rika Sato/ })).toBeDisabled();
  await search.fill("");
  await sheet.getByRole("button", { name: "Only groups" }).click();
  await sheet.getByRole("checkbox", { name: /Studio/ }).check();
  await sheet.getByRole("button", { name: "Continue" }).click();
  await expect(sheet).toContainText("Adding 2 people and 1 group");
  await sheet.getByLabel("Role").selectOption({ label: "Contributor" });
  const budget = sheet.getByRole("group", { name: "Budget and costs" });
  await expect(budget.getByRole("radio", { name: "View" })).toBeChecked();
  await budget.getByRole("radio", { name: "Edit" }).check();
  await expect(sheet).toContainText("1 differs from Contributor");
  await sheet.getByRole("radio", { name: "When this project is completed" }).check();
  await expect(sheet.getByText("3 people gain access, and are told.")).toBeVisible();
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(
    told(page, "Nia Okeke, Oli Brandt and Studio are on the team of Window displays."),
  ).toBeVisible();
  for (const name of ["Nia Okeke", "Oli Brandt", "Studio"]) {
    await expect(rowOf(page, name)).toContainText("Project completed");
    await expect(rowOf(page, name)).toContainText("1 differs from Contributor");
  }
  await page.getByRole("button", { name: /^Add user/ }).click();
  await expect(sheet.getByRole("checkbox", { name: /Nia Okeke.*On this project already/ })).toBeDisabled();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Actions for Nia Okeke" }).click();
  await page.getByRole("menuitem", { name: "Change role, rights and end…" }).click();
  const change = page.getByRole("dialog", { name: "Change Nia Okeke on Window displays" });
  await expect(change.getByRole("button", { name: "Save" })).toBeDisabled();
  await change.getByLabel("Role").selectOption({ label: "Viewer" });
  await change.getByRole("radio", { name: "On a date" }).check();
  await change.getByLabel("Last day").fill("2099-06-30");
  await expect(change.getByText("lose access")).toBeVisible();
  await change.getByRole("button", { name: "Save" }).click();
  await expect(told(page, "The place of Nia Okeke on Window displays has changed.")).toBeVisible();
  await expect(rowOf(page, "Nia Okeke")).toContainText("30 Jun 2099");
  await expect(rowOf(page, "Nia Okeke")).toContainText("Viewer");

  await page.getByRole("checkbox", { name: "Select Oli Brandt" }).check();
  await page.getByRole("checkbox", { name: "Select Studio" }).check();
  await page.getByRole("button", { name: "Remove…" }).click();
  const remove = page.getByRole("dialog", { name: "Remove 1 person and 1 group from Window displays" });
  await remove.getByLabel("Reason").fill("They work elsewhere now");
  await remove.getByRole("button", { name: "Remove" }).click();
  await expect(told(page, "are off the team of Window displays.")).toBeVisible();
  await expect(rowOf(page, "Oli Brandt")).toHaveCount(0);

  await page.getByLabel("Search this team").fill("nia");
  await expect(page).toHaveURL(/q=nia/);
  await expect(page.getByRole("rowheader").filter({ hasText: "Rika Sato" })).toHaveCount(0);

  await page.goto(at("project"));
  await page.getByRole("button", { name: /^Add user/ }).click();
  await sheet.getByRole("checkbox", { name: /Pia Nowak/ }).check();
  await sheet.getByRole("button", { name: "Continue" }).click();
  await sheet.getByRole("radio", { name: "When this project is completed" }).check();
  await sheet.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(page, "Pia Nowak")).toContainText("Project completed");
  await page.getByRole("button", { name: "More actions for Window displays" }).click();
  await page.getByRole("menuitem", { name: "Complete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Complete" }).click();
  await expect(told(page, "Window displays is completed.")).toBeVisible();
  await expect(rowOf(page, "Pia Nowak")).toHaveCount(0);
  await expect(rowOf(page, "Nia Okeke")).toContainText("30 Jun 2099");

  const nia = await visit(people.Nia!.email);
  await nia.page.goto(at("project"));
  await expect(nia.page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  await nia.page.getByRole("button", { name: "Give back Viewer…" }).click();
  const leave = nia.page.getByRole("dialog", { name: "Give back your place on Window displays" });
  await expect(leave.getByText("lose access")).toBeVisible();
  await leave.getByRole("button", { name: "Give back" }).click();
  await expect(nia.page).not.toHaveURL(/team/);
});

test("the whole sheet works by keyboard, and asks before it throws away what was chosen", async ({
  visit,
}) => {
  const { people, at } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(at("project"));
  const add = page.getByRole("button", { name: /^Add user/ });
  await expect(add).toBeVisible();
  await page.keyboard.press("u");
  const sheet = page.getByRole("dialog", { name: "Add user to Window displays" });
  await expect(sheet.getByLabel("Search active members and groups")).toBeFocused();
  await page.keyboard.type("pia");
  const pia = sheet.getByRole("checkbox", { name: /Pia Nowak/ });
  await expect(pia).toBeVisible();
  await expect(sheet.getByRole("checkbox")).toHaveCount(1);
  for (const _ of ["Only groups", "Group", "Role", "Pia"]) await page.keyboard.press("Tab");
  await expect(pia).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  const asked = sheet.getByRole("alertdialog");
  await expect(asked.getByRole("button", { name: "Keep editing" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(pia).toBeChecked();
  await pia.focus();
  await page.keyboard.press("Enter");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Role and object rights" })).toHaveAttribute(
    "aria-current",
    "step",
  );
  await expect(sheet.getByLabel("Role")).toBeFocused();
  await page.keyboard.press("Tab");
  const tasks = sheet.getByRole("group", { name: "Tasks and comments" });
  await expect(tasks.getByRole("radio", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tasks.getByRole("radio", { name: "Manage" })).toBeChecked();
  await expect(sheet.getByText("1 person gains access, and is told.")).toBeVisible();
  await sheet.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  await expect(told(page, "Pia Nowak is on the team of Window displays.")).toBeVisible();
  await expect(sheet).toBeHidden();
  await expect(rowOf(page, "Pia Nowak")).toContainText("1 differs from Contributor");
});
