import { type Company, foundCompany } from "./company.ts";
import { ageProof } from "./database.ts";
import { confirmByCode, expect, ines, rowOf, test, told } from "./fixtures.ts";
import { countOf, subjects } from "./mailbox.ts";

const members = "/w/alder-finch/settings/members";

/** Rika and Emre are Admins, Emre for a month only; Juno is a Viewer, Noah a Steward. */
function studio(): Promise<Company> {
  return foundCompany("Heron Studio", [
    { name: "Rika Sato", role: "admin" },
    { name: "Emre Demir", role: "admin", days: 30 },
    { name: "Juno Park", role: "viewer" },
    { name: "Noah Stein", role: "editor", steward: true, group: "Brand" },
  ]);
}

test("search and filters live in the URL, and work together", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(members);
  await expect(page.getByRole("row").filter({ hasText: "Account administrators" })).toBeVisible();
  await page.getByLabel("Search members").fill("Ekström");
  await expect(page).toHaveURL(/q=Ekstr/);
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(rowOf(page, "steward@alderfinch.example")).toContainText("Marketing Analyst");

  await page.getByLabel("Search members").fill("");
  await expect(page).not.toHaveURL(/q=/);
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByRole("link", { name: "Marketing Team DACH" }).click();
  await expect(page).toHaveURL(/group=/);
  await expect(page.getByRole("rowheader").filter({ hasText: "Dana Weiss" })).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Eva Lind" })).toHaveCount(0);
  await page.getByRole("button", { name: "Role", exact: true }).click();
  await page.getByRole("link", { name: "Campaign Manager" }).click();
  await expect(page).toHaveURL(/role=.*group=|group=.*role=/);
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(page.getByRole("rowheader")).toContainText("Hanna Bauer");

  await page.reload();
  await expect(page.getByRole("rowheader")).toContainText("Hanna Bauer");
  await page.getByRole("link", { name: "Clear Role" }).click();
  await expect(page.getByRole("rowheader").filter({ hasText: "Dana Weiss" })).toBeVisible();
  await page.getByRole("link", { name: "Clear Group" }).click();
  await expect(page).not.toHaveURL(/group=/);
  await page.getByRole("button", { name: "Joined", exact: true }).click();
  await page.getByRole("link", { name: "New (30 days)" }).click();
  await expect(page.getByRole("rowheader").filter({ hasText: "Grace Mensah" })).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Dana Weiss" })).toHaveCount(0);
  await expect(page.getByText(/^First here \d+ \w+|^Not here yet$/)).toHaveCount(
    await page.getByRole("rowheader").count(),
  );

  await page.goto(`${members}?role=nonsense&sort=sideways&group=42`);
  await expect(page.getByRole("rowheader").filter({ hasText: "Dana Weiss" })).toBeVisible();
});

test("tabs show members, pending invitations and deactivated people", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto(members);
  const tabs = page.getByRole("navigation", { name: "Members by status" });
  await expect(tabs.getByRole("link", { name: /^Members/ })).toHaveAttribute("aria-current", "page");
  await tabs.getByRole("link", { name: /^Pending invitations/ }).click();
  await expect(rowOf(page, "greta.hofmann@alderfinch.example")).toContainText("Pending");
  await expect(rowOf(page, "anna.moser@alderfinch.example")).toContainText("Expired");
  await tabs.getByRole("link", { name: /^Deactivated/ }).click();
  await expect(page).toHaveURL(/tab=deactivated/);
  await expect(rowOf(page, "Mateo Ruiz")).toContainText("Deactivated");
  await expect(page.getByRole("rowheader").filter({ hasText: "Dana Weiss" })).toHaveCount(0);
});

test("a role is added, and ended on the member's page", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: "Actions for Juno Park" }).click();
  await page.getByRole("menuitem", { name: "Add role…" }).click();
  const add = page.getByRole("dialog", { name: "Add a role to Juno Park" });
  await expect(add.getByRole("button", { name: "Add role" })).toBeDisabled();
  await add.getByRole("radio", { name: /^Editor/ }).check();
  await expect(add.getByText(/^Gains \d+ permissions?$/)).toBeVisible();
  await add.getByRole("button", { name: "Add role" }).click();
  await expect(told(page, "Juno Park holds Editor now.")).toBeVisible();
  await expect(rowOf(page, "Juno Park")).toContainText("Editor");
  await expect(rowOf(page, "Juno Park")).toContainText("+1");

  await page.getByRole("link", { name: /Juno Park/ }).click();
  await page.getByRole("button", { name: /^End Editor/ }).click();
  const end = page.getByRole("dialog", { name: "End Editor of Juno Park" });
  await expect(end.getByText(/^Loses \d+ permissions?$/)).toBeVisible();
  await end.getByRole("button", { name: "End role" }).click();
  await expect(told(page, "Editor of Juno Park has ended.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^End Editor/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^End Viewer/ })).toBeVisible();
});

test("Make a role by the row menu replaces what was held", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: "Actions for Noah Stein" }).click();
  await page.getByRole("menuitem", { name: "Make Power User" }).click();
  const dialog = page.getByRole("dialog", { name: "Make Noah Stein Power User" });
  await expect(dialog).toContainText("Editor ends.");
  await expect(dialog).toContainText("Steward on Web sessions stays.");
  await dialog.getByRole("button", { name: "Make Power User" }).click();
  await expect(told(page, "Noah Stein is Power User now.")).toBeVisible();
  await expect(rowOf(page, "Noah Stein").getByRole("button", { name: /^Power User: change/ })).toBeVisible();
  await expect(rowOf(page, "Noah Stein")).not.toContainText("+1");
});

test("the last Admin stays: every way out is refused with a sentence", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Emre!.email);
  await page.goto(`/w/${slug}/settings/members`);
  for (const [item, button] of [
    ["Deactivate", "Deactivate"],
    ["Make Editor", "Make Editor"],
    ["Revoke access…", "Revoke access"],
  ] as const) {
    await page.getByRole("button", { name: "Actions for Rika Sato" }).click();
    await page.getByRole("menuitem", { name: item }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("She moves on");
    await expect(dialog.getByText("Computing who gains and who loses")).toBeHidden();
    const act = dialog.getByRole("button", { name: button });
    if (await act.isEnabled()) await act.click();
    await expect(dialog).toContainText(/(last|only) (active )?Admin|without an Admin/i);
    await expect(dialog.getByLabel("Reason"), "the form stays filled").toHaveValue("She moves on");
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }
  await page.reload();
  await expect(rowOf(page, "Rika Sato")).toContainText("Admin");
  await expect(rowOf(page, "Rika Sato")).toContainText("Active");
});

test("one's own row has no action, and no way to change a role", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/members`);
  const own = rowOf(page, "Rika Sato");
  await expect(own).toContainText("You");
  await expect(own.getByRole("button", { name: /change the role/ })).toHaveCount(0);
  await own.getByRole("button", { name: "Actions for Rika Sato" }).click();
  for (const item of await page.getByRole("menuitem").all())
    if (!/^(Open|Explain access)/.test((await item.textContent()) ?? ""))
      await expect(item).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("menu")).toContainText("Nobody changes their own access.");
  await page.keyboard.press("Escape");
  await own.getByRole("link", { name: /Rika Sato/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Rika Sato/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^End |Add role|^Actions for/ })).toHaveCount(0);
});

test("the sole Steward of a product cannot be revoked, but deactivated and reactivated", async ({
  visit,
}) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: "Actions for Noah Stein" }).click();
  await page.getByRole("menuitem", { name: "Revoke access…" }).click();
  const revoke = page.getByRole("dialog", { name: "Revoke access of Noah Stein" });
  await expect(revoke).toContainText("This leaves Web sessions without a Steward.");
  await expect(revoke.getByRole("button", { name: "Revoke access" })).toBeDisabled();
  await revoke.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Actions for Noah Stein" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(told(page, "Noah Stein is deactivated.")).toBeVisible();
  await page.getByRole("link", { name: /^Deactivated/ }).click();
  await expect(page.getByRole("table", { name: "Deactivated members" })).toBeVisible();
  await page.getByRole("button", { name: "Actions for Noah Stein" }).click();
  await page.getByRole("menuitem", { name: "Reactivate" }).click();
  const back = page.getByRole("dialog", { name: "Reactivate Noah Stein" });
  await expect(back.getByText(/^Gains \d+ permissions?$/)).toBeVisible();
  await back.getByRole("button", { name: "Reactivate" }).click();
  await expect(told(page, "Noah Stein is active again.")).toBeVisible();
  await page
    .getByRole("link", { name: /^Members/ })
    .last()
    .click();
  await expect(rowOf(page, "Noah Stein")).toContainText("Brand");
});

test("access is revoked for good", async ({ visit }) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Rika!.email);
  const juno = await visit(people.Juno!.email);
  await juno.page.goto(`/w/${slug}`);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: "Actions for Juno Park" }).click();
  await page.getByRole("menuitem", { name: "Revoke access…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke access" }).click();
  await expect(told(page, "Juno Park has no access any more.")).toBeVisible();
  await expect(rowOf(page, "Juno Park")).toHaveCount(0);
  await expect(juno.page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
});

test("making somebody Admin with an old proof asks for a code, and the form stays filled", async ({
  visit,
}) => {
  const { slug, people } = await studio();
  const rika = people.Rika!.email;
  const { page } = await visit(rika);
  await page.goto(`/w/${slug}/settings/members`);
  await ageProof(rika);
  await page.getByRole("button", { name: "change the role of Juno Park" }).click();
  await page.getByRole("menuitem", { name: /^Admin/ }).click();
  const dialog = page.getByRole("dialog", { name: "Make Juno Park Admin" });
  await expect(dialog).toContainText("Full Admin: assign only if absolutely necessary");
  await dialog.getByLabel("Reason").fill("Rika is away in May");
  await expect(dialog.getByText(/^Gains \d+ permissions?$/)).toBeVisible();
  await dialog.getByRole("button", { name: "Make Admin" }).click();

  const proof = page.getByRole("dialog", { name: "Confirm it is you" });
  await expect(proof).toBeVisible();
  await proof.getByRole("button", { name: "Cancel" }).click();
  await expect(proof).toBeHidden();
  await expect(dialog.getByLabel("Reason")).toHaveValue("Rika is away in May");
  await expect(rowOf(page, "Juno Park"), "nothing was done").toContainText("Viewer");

  const before = await countOf(rika, subjects.code);
  await dialog.getByRole("button", { name: "Make Admin" }).click();
  await expect(proof).toBeVisible();
  await proof.getByLabel("Code").pressSequentially("000000");
  await expect(proof.getByRole("alert")).toContainText(/That is not the code. 4 more tries./);
  await confirmByCode(page, rika, before);
  await expect(told(page, "Juno Park is Admin now.")).toBeVisible();
  await expect(rowOf(page, "Juno Park").getByRole("button", { name: /^Admin: change/ })).toBeVisible();

  await page.getByRole("button", { name: "Actions for Noah Stein" }).click();
  await page.getByRole("menuitem", { name: "Make Power User" }).click();
  await page.getByRole("button", { name: "Make Power User" }).click();
  await expect(
    told(page, "Noah Stein is Power User"),
    "what is not dangerous asks for nothing",
  ).toBeVisible();
});

test("a role of one's own is given back, and a group is left, after what they take was shown", async ({
  visit,
}) => {
  const { slug, people } = await studio();
  const { page } = await visit(people.Noah!.email);
  await page.goto(`/w/${slug}`);
  const mine = page.getByRole("complementary", { name: "Your roles" });
  await mine
    .getByRole("button", { name: /^Leave / })
    .first()
    .click();
  const leave = page.getByRole("dialog", { name: /^Leave the group / });
  await expect(leave.getByText(/^Loses \d+ permissions?$|^Nothing changes/)).toBeVisible();
  await leave.getByRole("button", { name: "Leave" }).click();
  await expect(told(page, "You left ")).toBeVisible();
  await expect(mine.getByRole("button", { name: /^Leave / })).toHaveCount(0);

  const rika = await visit(people.Rika!.email);
  await rika.page.goto(`/w/${slug}`);
  await rika.page.getByRole("button", { name: "Give back Admin" }).click();
  const back = rika.page.getByRole("dialog", { name: "Give back Admin" });
  await expect(back.getByText(/Loses \d+ permissions|without an Admin/)).toBeVisible();
  await back.getByRole("button", { name: "Cancel" }).click();
});
