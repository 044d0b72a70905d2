import type { Member } from "../scripts/builders/workspace.ts";
import { buildIn, foundCompany, newAddress } from "./company.ts";
import { ageProof, expireInvitation } from "./database.ts";
import { confirmByCode, expect, rowOf, test } from "./fixtures.ts";
import { countOf, mailTo, subjects } from "./mailbox.ts";
import { inviteByForm } from "./steps.ts";

const company = () =>
  foundCompany("Birch Bulk", [
    { name: "Ida Falk", role: "admin" },
    { name: "Otto Berg", role: "admin" },
    { name: "Mona Lind", role: "viewer" },
    { name: "Nils Aas", role: "viewer", group: "Brand" },
    { name: "Pia Holm", role: "editor" },
    { name: "Rolf Dahl", role: "contributor" },
  ]);
const person = (people: Record<string, Member>, name: string) => people[name] as Member;

test("invites a pasted list: every kind of row, one mended, one with a role of its own", async ({
  visit,
}) => {
  const own = await company();
  const { slug, people } = own;
  const [ida, mona, rolf] = ["Ida", "Mona", "Rolf"].map((name) => person(people, name));
  const at = (name: string) => newAddress(name);
  const [anna, ben, emil, late, open, mended, last, two] = [..."abcdefgh"].map(at) as string[];
  await buildIn(own, (builder) => builder.deactivate(rolf as Member));
  const { page } = await visit(ida?.email);
  await page.goto(`/w/${slug}/settings/members`);
  for (const email of [open, late]) await inviteByForm(page, email as string, ["Viewer"]);
  await expireInvitation(slug, late as string);
  await page.getByRole("button", { name: "Invite in bulk" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite in bulk" });
  await dialog
    .getByLabel("Paste addresses")
    .fill(
      [
        anna,
        ben,
        anna?.toUpperCase(),
        "carla@agency",
        mona?.email,
        `${emil}, Editor`,
        open,
        late,
        rolf?.email,
        mended?.replace(".example", ",example"),
        `"Lasse Last" <${last}>`,
        ida?.email,
      ].join("\n"),
    );
  const counts = dialog.getByRole("group", { name: "Show" });
  await expect(counts).toContainText(
    "All 12Valid 5Duplicate 1Already a member 2Already invited 1Deactivated 1Bad 2",
  );
  const rows = dialog.getByRole("row");
  await expect(rows.nth(1)).toContainText("Complete the part after @");
  await expect(rows.nth(2)).toContainText("A comma where a dot belongs");
  await expect(rowOf(page, "Same as line 1")).toContainText("Not sent");
  await expect(rowOf(page, "Your own address")).toBeVisible();
  await expect(rowOf(page, "Reactivate Rolf Dahl")).toBeVisible();
  await expect(rowOf(page, "in place of one that has expired")).toContainText(late as string);
  await expect(rowOf(page, "role from the list")).toContainText("Editor");

  await dialog.getByLabel("Address in line 10").fill(`${mended}, Editor`);
  await dialog.getByLabel("Address in line 10").press("Enter");
  await expect(rows.nth(2)).toContainText("Valid, role from the list");
  await expect(dialog.getByLabel("Address in line 10")).toHaveValue(mended as string);
  await dialog.getByLabel("Address in line 10").press("Tab");
  await expect(dialog.getByLabel("Paste addresses")).toHaveValue(new RegExp(`${mended}, Editor\n`));
  await expect(dialog.getByLabel("Paste addresses")).toHaveValue(new RegExp(`${mended}`));
  await dialog.getByLabel("Address in line 4").fill(`carla@agency, ${two}`);
  await dialog.getByLabel("Address in line 4").press("Enter");
  await expect(rows.nth(1)).toContainText("Complete the part after @");
  await expect(rows.nth(2), "a second address in a mended row is a row").toContainText("Valid");
  await expect(dialog.getByLabel("Address in line 4").last()).toHaveValue(two as string);
  await expect(dialog.getByLabel("Paste addresses")).toHaveValue(new RegExp(`carla@agency, ${two}`));

  await dialog.getByRole("button", { name: "Send 7 invitations" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose a role or a group for all");
  await dialog.getByRole("button", { name: "Role for all: Choose a role" }).click();
  await expect(page.getByRole("checkbox", { name: /^Viewer/ })).not.toBeChecked();
  await page.getByRole("checkbox", { name: /^Viewer/ }).check();
  await page.keyboard.press("Escape");
  await expect(dialog).toContainText("See models, computed fields");
  await dialog.getByRole("button", { name: `Role for ${ben}: Viewer` }).click();
  await page.getByRole("menuitem", { name: "Contributor" }).click();
  await dialog.getByRole("button", { name: /^Valid/ }).click();
  await expect(rows).toHaveCount(8);
  await dialog.getByRole("button", { name: "Send 7 invitations" }).click();
  await expect(dialog).toContainText("7 invitations are on the way.");
  await expect(dialog.getByRole("row", { name: /Sent/ })).toHaveCount(7);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toBe("invitations.csv");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  expect((await mailTo(ben as string, subjects.invitation)).text).toContain("Contributor");
  expect((await mailTo(emil as string, subjects.invitation)).text).toContain("Editor");
  expect((await mailTo(mended as string, subjects.invitation)).text).toContain("Editor");
  expect(await countOf(mona?.email ?? "", subjects.invitation)).toBe(0);
  await page.getByRole("link", { name: /Pending invitations/ }).click();
  await expect(rowOf(page, last as string)).toContainText("Viewer");
  await page.goto(`/w/${slug}/settings/audit?q=${encodeURIComponent(ben as string)}`);
  await expect(page.getByText(`Invited ${ben} as Contributor`)).toBeVisible();
});

test("invites from a file with headings", async ({ visit }) => {
  const { slug, people } = await company();
  const ida = person(people, "Ida");
  const { page } = await visit(ida.email);
  const [one, two] = [1, 2].map(() => newAddress("File"));
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: "Invite in bulk" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite in bulk" });
  await dialog.getByLabel("CSV file with addresses").setInputFiles({
    name: "contractors.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`\ufeffName;E-mail;Role\r\n"Moser, One";${one};Viewer\r\n=1+1;${two};Emperor\r\n`),
  });
  await expect(dialog).toContainText("contractors.csv");
  await expect(dialog).toContainText("2 addresses read.");
  await expect(rowOf(page, two as string)).toContainText("There is no role “Emperor”");
  await dialog.getByRole("button", { name: `Role for ${two}` }).click();
  await page.getByRole("menuitem", { name: "Viewer" }).click();
  await dialog.getByRole("button", { name: "Send 2 invitations" }).click();
  await expect(dialog).toContainText("2 invitations are on the way.");
  await mailTo(one as string, subjects.invitation);
});

test("changes the role of several at once; one who may not be changed keeps nobody else from it", async ({
  visit,
}) => {
  const { slug, people } = await company();
  const { page } = await visit(person(people, "Ida").email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("link", { name: /Mona Lind/ }).focus();
  await page.keyboard.press("x");
  for (const name of ["Nils Aas", "Pia Holm", "Ida Falk"])
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  const bar = page.getByRole("region", { name: "Change 4 selected" });
  await expect(bar).toContainText("Kept from page to page");
  await bar.getByRole("button", { name: "Change role" }).click();
  await page.getByRole("menuitem", { name: "Editor", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Make 4 members Editor" });
  const left = dialog.getByRole("region", { name: "Left as they are" });
  await expect(left).toContainText("Nobody changes their own access");
  await expect(left).toContainText("Pia Holm holds Editor directly already");
  await expect(dialog).toContainText("2gain access");
  const end = dialog.getByLabel("Access ends");
  const make = dialog.getByRole("button", { name: "Make 2 Editor" });
  // Half a date is no date, and would be sent as no end.
  await end.pressSequentially("31");
  await make.click();
  await expect(end).toBeFocused();
  await end.fill("");
  await dialog.getByLabel("Reason").fill("Spring season");
  await make.click();
  await expect(dialog).toContainText("2 members are Editor now, 2 stayed as they were.");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(rowOf(page, "Mona Lind")).toContainText("Editor");
  await expect(rowOf(page, "Nils Aas")).toContainText("Editor");
  await mailTo(person(people, "Nils").email, /has changed/);
  await expect(page.getByText(/selected$/)).toBeHidden();
  await page.goto(`/w/${slug}/settings/audit?q=Nils`);
  await expect(page.getByText("Changed Nils Aas from Viewer to Editor")).toBeVisible();
});

test("deactivates several: what the preview said comes true, and the last Admin stays", async ({ visit }) => {
  const { slug, people } = await company();
  const { page } = await visit(person(people, "Ida").email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("checkbox", { name: "Select Pia Holm" }).uncheck();
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Deactivate 5 members" });
  await expect(dialog).toContainText("4lose access");
  await expect(dialog).toContainText("1 is left as they are");
  await dialog.getByRole("button", { name: "Deactivate 4" }).click();
  await expect(dialog).toContainText("4 members are deactivated, 1 stayed as they were.");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("link", { name: /^Deactivated/ }).click();
  for (const name of ["Otto Berg", "Mona Lind", "Nils Aas", "Rolf Dahl"])
    await expect(rowOf(page, name)).toContainText("Deactivated");
  const otto = await visit(person(people, "Otto").email);
  otto.expectStatus(404, `/w/${slug}`);
  expect((await otto.page.goto(`/w/${slug}`))?.status()).toBe(404);
});

test("adds several to a group, but never oneself", async ({ visit }) => {
  const { slug, people } = await company();
  const { page } = await visit(person(people, "Ida").email);
  await page.goto(`/w/${slug}/settings/members`);
  for (const name of ["Mona Lind", "Nils Aas", "Ida Falk"])
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("button", { name: "Add to group" }).click();
  await page.getByRole("menuitem", { name: "Brand" }).click();
  const dialog = page.getByRole("dialog", { name: "Add 3 members to Brand" });
  await expect(dialog).toContainText("You are left out");
  await expect(dialog.getByRole("region", { name: "Left as they are" })).toContainText(
    "Is in Brand already.",
  );
  await dialog.getByRole("button", { name: "Add to Brand" }).click();
  await expect(dialog).toContainText("1 member is in Brand now, 1 stayed as they were.");
  await expect(dialog.getByRole("listitem").filter({ hasText: "Mona Lind" })).toContainText(
    "Is in Brand now",
  );
  await expect(dialog).toContainText("Each whose access changed gets a mail.");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(rowOf(page, "Mona Lind")).toContainText("Brand");

  for (const name of ["Mona Lind", "Nils Aas"])
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("button", { name: "Add to group" }).click();
  await page.getByRole("menuitem", { name: "Brand" }).click();
  const again = page.getByRole("dialog", { name: "Add 2 members to Brand" });
  await expect(again.getByRole("alert")).toContainText("All of them are in Brand already.");
  await expect(again.getByRole("region", { name: "Left as they are" })).toContainText("Mona Lind");
  await expect(again.getByRole("button", { name: "Add to Brand" })).toBeDisabled();
});

test("somebody who may only look selects nobody", async ({ visit }) => {
  const { slug, people } = await company();
  const { page } = await visit(person(people, "Pia").email);
  await page.goto(`/w/${slug}/settings/members`);
  await expect(page.getByRole("link", { name: /Mona Lind/ })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Invite in bulk" })).toHaveCount(0);
});

test("Admin for several asks for a proof", async ({ visit }) => {
  const { slug, people } = await company();
  const ida = person(people, "Ida");
  const { page } = await visit(ida.email);
  await ageProof(ida.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("checkbox", { name: "Select Mona Lind" }).check();
  await page.getByRole("button", { name: "Change role" }).click();
  const before = await countOf(ida.email, subjects.code);
  await page.getByRole("menuitem", { name: /^Admin/ }).click();
  const dialog = page.getByRole("dialog", { name: "Make 1 member Admin" });
  await expect(dialog).toContainText("Full Admin");
  await dialog.getByRole("button", { name: "Make 1 Admin" }).click();
  await confirmByCode(page, ida.email, before);
  await expect(page.getByText("1 member is Admin now.")).toBeVisible();
});
