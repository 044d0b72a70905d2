import { ageProof } from "./database.ts";
import { confirmByCode, expect, rowOf, test, told } from "./fixtures.ts";
import { countOf, subjects } from "./mailbox.ts";
import { effect, flag, levelOf, openMenu, rail, reviewAndSave, setLevel, studio } from "./role-editor.ts";

test("a role is built, what it needs comes along, and it is saved, changed and restored", async ({
  visit,
}) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/roles`);
  await page.getByRole("link", { name: "Create role" }).click();
  await expect(page.getByRole("button", { name: "Review and save" })).toBeDisabled();
  await page.getByLabel("Name").fill("Publisher");
  await page.getByLabel("Description").fill("Sends what others have written");
  await flag(page, "Publish Campaign").check();
  await expect(page.getByRole("status").filter({ hasText: "3 more permissions enabled" })).toHaveText(
    "3 more permissions enabled: View Campaign, Edit Campaign, Marketing Email: View",
  );
  for (const name of ["View Campaign", "Edit Campaign", "Marketing Email: View"]) {
    await expect(flag(page, name)).toBeChecked();
    await expect(flag(page, name)).toHaveAccessibleDescription(/^Auto, by Publish Campaign$/);
  }
  await setLevel(page, "Segment", 3);
  await expect(levelOf(page, "Model")).toHaveValue("1");
  await expect(page.getByText("Needed by Segment")).toBeVisible();
  await expect(effect(page)).toContainText("Nobody holds it yet.");
  await reviewAndSave(page, "Create role");
  await expect(told(page, "Publisher is created.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Publisher" })).toBeVisible();
  await expect(page.getByText("Sends what others have written").first()).toBeVisible();

  await page.getByRole("link", { name: "Edit role" }).click();
  await flag(page, "View Campaign").click();
  const falls = page.getByRole("dialog", { name: "Take View Campaign away" });
  await expect(falls).toContainText("Edit Campaign");
  await expect(falls).toContainText("Publish Campaign");
  await falls.getByRole("button", { name: "Keep" }).click();
  await expect(flag(page, "Publish Campaign")).toBeChecked();
  await flag(page, "Publish Campaign").click();
  const left = page.getByRole("dialog", { name: "What came along with Publish Campaign" });
  await expect(left).toContainText("Marketing Email: View");
  await left.getByRole("button", { name: "Take away too" }).click();
  await expect(flag(page, "Edit Campaign")).not.toBeChecked();
  await rail(page, "Model").getByRole("radio", { name: "No access" }).click({ force: true });
  const lower = page.getByRole("dialog", { name: "Take Model Viewer away" });
  await expect(lower).toContainText("Segment Editor");
  await lower.getByRole("button", { name: "Take both away" }).click();
  await expect(levelOf(page, "Model")).toHaveValue("0");
  await expect(levelOf(page, "Segment")).toHaveValue("2");
  await expect(page.getByText(/^6 changes/)).toBeVisible();
  await page.getByRole("heading", { name: "If you save" }).click();
  await page.keyboard.press("s");
  await effect(page).getByLabel("Reason").fill("Nobody publishes any more");
  await effect(page).getByRole("button", { name: "Save role" }).click();
  await expect(told(page, "Publisher is saved.")).toBeVisible();
  await expect(page.getByText("2 revisions")).toBeVisible();
  await expect(page.getByText(/Took away View Campaign, Edit Campaign, Publish Campaign/)).toBeVisible();

  await page.getByRole("button", { name: "Restore revision 1" }).click();
  const restore = page.getByRole("dialog", { name: "Restore revision 1 of Publisher" });
  await expect(restore).toContainText("It becomes revision 3.");
  await restore.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(told(page, "Publisher is as it was in revision 1.")).toBeVisible();
  await expect(page.getByText("3 revisions")).toBeVisible();
});

test("the effect on those who hold a role is shown before it is saved, and works at once", async ({
  visit,
}) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  const noah = await visit(people.Noah!.email);
  await noah.page.goto(`/w/${slug}`);
  await expect(noah.page.getByRole("link", { name: "Open Segment" })).toBeVisible();
  await expect(noah.page.getByRole("link", { name: "Open Alert" })).toHaveCount(0);
  await page.goto(`/w/${slug}/settings/roles`);
  await openMenu(page, "Host", "Edit");
  await setLevel(page, "Alert", 1);
  await flag(page, "Personal Info").check();
  await expect(effect(page)).toContainText("2gain access");
  await expect(effect(page)).toContainText("2 would newly see personal data.");
  await expect(effect(page)).toContainText("2 gain Personal Info");
  await expect(effect(page)).toContainText("Noah Stein");
  await ageProof(people.Rika!.email);
  const before = await countOf(people.Rika!.email, subjects.code);
  await reviewAndSave(page, "Save role");
  await confirmByCode(page, people.Rika!.email, before);
  await expect(told(page, "Host is saved.")).toBeVisible();
  await expect(noah.page.getByRole("link", { name: "Open Alert" }), "an open tab learns of it").toBeVisible();
  await told(page, "Host is saved.").getByRole("link", { name: "See it in the audit log" }).click();
  await expect(page.getByText(/Changed the role/).first()).toBeVisible();
});

test("the second of two savers sees what the first changed, and keeps both", async ({ visit }) => {
  const { slug, people } = await studio();
  const rika = await visit(people.Rika!.email);
  const emre = await visit(people.Emre!.email);
  for (const { page } of [rika, emre]) {
    await page.goto(`/w/${slug}/settings/roles`);
    await openMenu(page, "Host", "Edit");
    await expect(levelOf(page, "Segment")).toHaveValue("1");
  }
  await setLevel(emre.page, "Alert", 2);
  await expect(effect(emre.page)).toContainText("2gain access");
  await setLevel(rika.page, "Segment", 2);
  await reviewAndSave(rika.page, "Save role");
  await expect(told(rika.page, "Host is saved.")).toBeVisible();

  await reviewAndSave(emre.page, "Save role");
  const conflict = emre.page.getByRole("dialog", { name: "Rika Sato changed this role meanwhile" });
  await expect(conflict).toContainText("Rika Sato saved revision 2");
  await expect(conflict).toContainText("Segment: Viewer becomes Operator");
  await expect(conflict).toContainText("Alert: No access becomes Operator");
  await conflict.getByRole("button", { name: "Keep mine on top" }).click();
  await expect(levelOf(emre.page, "Segment")).toHaveValue("2");
  await expect(levelOf(emre.page, "Alert")).toHaveValue("2");
  await reviewAndSave(emre.page, "Save role");
  await expect(told(emre.page, "Host is saved.")).toBeVisible();
  await expect(emre.page.getByText("3 revisions")).toBeVisible();
  await expect(emre.page.getByText("Segment from Viewer to Operator")).toBeVisible();
  await expect(emre.page.getByText("Alert from No access to Operator")).toBeVisible();
});

test("a system role is cloned, compared, and the clone deleted with a replacement", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/roles`);
  await page.getByRole("button", { name: "Actions for Viewer" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete…" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("menuitem", { name: "Clone" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Copy of Viewer");
  await page.getByLabel("Name").fill("viewer");
  await reviewAndSave(page, "Create role");
  await expect(page.getByRole("alert").first()).toContainText("There is a role Viewer already");
  await page.getByLabel("Name").fill("Onlooker");
  await setLevel(page, "Alert", 0);
  await reviewAndSave(page, "Create role");
  await expect(told(page, "Onlooker is created.")).toBeVisible();

  await page.getByRole("button", { name: "Actions for Onlooker" }).click();
  await page.getByRole("menuitem", { name: "Compare…" }).click();
  await page.getByLabel("Second role").selectOption({ label: "Viewer" });
  await expect(page.getByText("1 difference")).toBeVisible();
  await expect(page.getByText("no difference")).toBeVisible();
  await page.getByRole("link", { name: "Only what differs" }).click();
  await expect(page.getByRole("rowheader", { name: "Alert" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: "Segment" })).toHaveCount(0);

  await page.goto(`/w/${slug}/settings/roles`);
  await openMenu(page, "Host", "Delete…");
  const dialog = page.getByRole("dialog", { name: "Delete Host" });
  await expect(dialog).toContainText("Given 2 times.");
  await expect(dialog.getByRole("button", { name: "Delete role" })).toBeDisabled();
  await dialog.getByRole("radio", { name: /^Onlooker/ }).check();
  await expect(dialog).toContainText("2gain access");
  await expect(dialog).toContainText("2 lose Invite User");
  await dialog.getByRole("button", { name: "Delete role" }).click();
  await expect(told(page, "Host is deleted.")).toBeVisible();
  await expect(rowOf(page, "Host")).toHaveCount(0);
  await expect(rowOf(page, "Onlooker")).toContainText("2");
  await page.goto(`/w/${slug}/settings/members`);
  await expect(rowOf(page, "Hedda Lund")).toContainText("Onlooker");
});

test("a role is built by keyboard alone, and single keys are text while typing", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/roles/new`);
  await page.getByLabel("Name").focus();
  await page.keyboard.type("Sales 4");
  await expect(page.getByLabel("Name")).toHaveValue("Sales 4");
  await expect(effect(page).getByRole("button", { name: "Create role" })).toHaveCount(0);
  await levelOf(page, "Prediction").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("3");
  await expect(levelOf(page, "Prediction"), "the focus stays with the thumb").toBeFocused();
  await expect(levelOf(page, "Prediction")).toHaveValue("3");
  await levelOf(page, "Model").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(levelOf(page, "Model"), "arrows stop at what is held").toHaveValue("1");
  await expect(rail(page, "Model")).toHaveAccessibleDescription("Held at Viewer: Prediction Editor needs it");
  await page.keyboard.press("s");
  await expect(effect(page)).toBeFocused();
  const create = effect(page).getByRole("button", { name: "Create role" });
  await expect(create).toBeEnabled();
  await create.press("Enter");
  await expect(told(page, "Sales 4 is created.")).toBeVisible();
});

test("unsaved changes of a role are not lost on the way to another page", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika?.email);
  await page.goto(`/w/${slug}`);
  await page.goto(`/w/${slug}/settings/roles`);
  await page.getByRole("link", { name: "Create role" }).click();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Kept");
  await setLevel(page, "Segment", 2);
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  const stay = async () => {
    await expect(question).toContainText("2 changes would be lost.");
    await question.getByRole("button", { name: "Stay" }).click();
    await expect(question).toBeHidden();
    await expect(page).toHaveURL(/\/roles\/new/);
    await expect(name).toHaveValue("Kept");
    await expect(levelOf(page, "Segment")).toHaveValue("2");
  };
  await page.getByRole("link", { name: "Members", exact: true }).first().click();
  await stay();
  await page.getByRole("button", { name: "Review and save" }).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await stay();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("audit");
  await page
    .getByRole("option", { name: /Audit log/ })
    .first()
    .click();
  await stay();
  for (let turn = 0; turn < 2; turn += 1) {
    await page.goBack();
    await stay();
  }

  await page.goBack();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
  await page.goForward();
  await expect(name, "left is left").toHaveValue("");
  await name.fill("Begun");
  await name.fill("");
  await page.goBack();
  await expect(page, "nothing is unsaved, nothing is asked").toHaveURL(/\/settings\/roles$/);

  await page.getByRole("link", { name: "Create role" }).click();
  await name.fill("Saved");
  await setLevel(page, "Segment", 2);
  await reviewAndSave(page, "Create role");
  await expect(page).toHaveURL(/\/settings\/roles\/[0-9a-f-]{36}$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/roles\/new/);
  await name.fill("Left behind");
  await page.getByRole("link", { name: "Discard" }).click();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
});

test("who may not manage roles reads them, and is offered nothing else", async ({ visit }) => {
  const { slug, people } = await studio();
  const hedda = await visit(people.Hedda!.email);
  const { page } = hedda;
  await page.goto(`/w/${slug}/settings/roles`);
  await expect(page.getByRole("link", { name: "Create role" })).toHaveCount(0);
  await page.getByRole("button", { name: "Actions for Host" }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["Open", "Compare…"]);
  await page.getByRole("menuitem", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Host" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit role" })).toHaveCount(0);
  hedda.expectStatus(403, "/settings/roles/new");
  await page.goto(`/w/${slug}/settings/roles/new`);
  await expect(page.getByRole("main")).toContainText("Manage Role");
});
