import { type Company, foundCompany, newAddress } from "./company.ts";
import { countEvents, expireInvitation } from "./database.ts";
import { expect, rowOf, test, told, type Visit } from "./fixtures.ts";
import { codeIn, linkIn, mailTo, subjects } from "./mailbox.ts";
import { accept, inviteByForm } from "./steps.ts";

/** Ava is Admin, Kai is a Viewer and in a group. */
function bakery(): Promise<Company> {
  return foundCompany("Rye Bakery", [
    { name: "Ava Lenz", role: "admin" },
    { name: "Kai Bloom", role: "viewer", group: "Ovens" },
  ]);
}

const invitee = () => newAddress("Mona Reyes");

/** Ava has invited Mona as Viewer; `page` is hers, `link` is in the mail. */
async function invitedMona(visit: Visit) {
  const { slug, people } = await bakery();
  const email = invitee();
  const { page } = await visit(people.Ava!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await inviteByForm(page, email, ["Viewer"]);
  return { slug, people, email, page, link: linkIn(await mailTo(email, subjects.invitation), "/invite/") };
}

test("an expired invitation says who to ask, and is resent from the list", async ({ visit }) => {
  const { slug, email, page, link } = await invitedMona(visit);
  await expireInvitation(slug, email);
  const mona = await visit();
  await mona.page.goto(link);
  await expect(mona.page.getByRole("heading", { name: "This invitation has expired" })).toBeVisible();
  await expect(mona.page.getByRole("main")).toContainText("You write to Ava Lenz");
  await expect(mona.page.getByLabel("Your name")).toHaveCount(0);

  await page.goto(`/w/${slug}/settings/members?tab=pending`);
  await expect(rowOf(page, email)).toContainText("Expired");
  await page.getByRole("button", { name: `More actions for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Resend invite" }).click();
  await expect(
    told(page, `A new link is on its way to ${email}. The old one no longer works.`),
  ).toBeVisible();
  await expect(rowOf(page, email)).toContainText("Pending");
  const anew = linkIn(await mailTo(email, subjects.invitation, 1), "/invite/");
  await mona.page.goto(link);
  await expect(mona.page.getByRole("heading", { name: "This invitation no longer works" })).toBeVisible();
  await mona.page.goto(anew);
  await accept(mona.page, "Mona Reyes", email);
  await expect(mona.page).toHaveURL(`/w/${slug}`);
});

test("what is tried again after its answer was lost is done once", async ({ visit }) => {
  const { slug, people, email } = await invitedMona(visit);
  const ava = await visit(people.Ava!.email);
  const { page } = ava;
  await page.goto(`/w/${slug}/settings/members?tab=pending`);
  await page.route(
    (url) => url.pathname.endsWith("/settings/members"),
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  const resend = async () => {
    await page.getByRole("button", { name: `More actions for ${email}` }).click();
    await page.getByRole("menuitem", { name: "Resend invite" }).click();
  };
  await resend();
  await expect(told(page, "The server did not answer.")).toBeVisible();
  expect(ava.complaints(), "the lost answer").toHaveLength(1);
  await resend();
  await expect(told(page, `A new link is on its way to ${email}.`)).toBeVisible();
  expect(await countEvents(slug, "invitation.resent")).toBe(1);
});

test("a removed invitation is closed, and tells nothing", async ({ visit }) => {
  const { slug, email, page, link } = await invitedMona(visit);
  await page.goto(`/w/${slug}/settings/members?tab=pending`);
  await page.getByRole("button", { name: `More actions for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Remove invite…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove invite" }).click();
  await expect(told(page, `The invitation of ${email} is removed.`)).toBeVisible();
  await expect(rowOf(page, email)).toHaveCount(0);
  const mona = await visit();
  await mona.page.goto(link);
  await expect(mona.page.getByRole("heading", { name: "This invitation no longer works" })).toBeVisible();
  await expect(mona.page.locator("body")).not.toContainText(/Rye|Ava|reyes/i);
});

test("a used invitation leads its person back in, and nobody else", async ({ visit }) => {
  const { email, link } = await invitedMona(visit);
  const mona = await visit();
  await mona.page.goto(link);
  await accept(mona.page, "Mona Reyes", email);
  await mona.page.goto(link);
  await expect(mona.page.getByRole("heading", { name: "This invitation was used" })).toBeVisible();
  await mona.page.getByRole("link", { name: "Open Rye Bakery" }).click();
  await expect(mona.page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
  const thief = await visit();
  await thief.page.goto(link);
  await expect(thief.page.getByRole("heading", { name: "This invitation was used" })).toBeVisible();
  await expect(thief.page.getByRole("link", { name: "Open Rye Bakery" })).toHaveCount(0);
});

test("another person who is signed in is told so, and may switch", async ({ visit }) => {
  const { slug, people, email, link } = await invitedMona(visit);
  const { page } = await visit(people.Kai!.email);
  await page.goto(link);
  await expect(page.getByRole("main")).toContainText(
    `You are signed in as Kai Bloom (${people.Kai!.email}).`,
  );
  await expect(page.getByRole("button", { name: "Accept invitation" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Sign out and/ }).click();
  await accept(page, "Mona Reyes", email);
  await expect(page).toHaveURL(`/w/${slug}`);
  await expect(page.getByRole("button", { name: "Account of Mona Reyes" }).first()).toBeVisible();
});

test("a wrong code is counted and can be typed again", async ({ visit }) => {
  const { slug, email, link } = await invitedMona(visit);
  const { page } = await visit();
  await page.goto(link);
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await expect(page.getByLabel("Your name")).toHaveAccessibleDescription("Type your name.");
  await page.getByLabel("Your name").fill("Mona Reyes");
  await page.getByRole("button", { name: "Accept invitation" }).click();
  const code = codeIn(await mailTo(email, subjects.code));
  await page.getByLabel("Code").pressSequentially(code === "000000" ? "000001" : "000000");
  await expect(
    page.getByRole("alert").filter({ hasText: "That is not the code. 4 more tries." }),
  ).toBeVisible();
  await page.getByLabel("Code").pressSequentially(code);
  await expect(page).toHaveURL(`/w/${slug}`);
});

test("temporary access names its last day to both", async ({ visit }) => {
  const { slug, people } = await bakery();
  const email = invitee();
  const { page } = await visit(people.Ava!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: /Invite member/ }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("checkbox", { name: /^Viewer/ }).check();
  await dialog.getByText("In 30 days").click();
  await expect(dialog).toContainText("then out by itself");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog).toBeHidden();
  const { page: own } = await visit();
  await own.goto(linkIn(await mailTo(email, subjects.invitation), "/invite/"));
  await expect(own.getByRole("main")).toContainText(/Your access ends when .* is over\./);
  await accept(own, "Mona Reyes", email);
  const roles = own.getByRole("complementary", { name: "Your roles" });
  await expect(roles).toContainText("What ends when");
  await expect(roles).toContainText(/in 30 days/i);
  await expect(roles).not.toContainText("Nothing of yours has an end date.");
});

test("nobody offers more than they hold", async ({ visit }) => {
  const { slug, people } = await foundCompany("Rye Bakery", [
    { name: "Ava Lenz", role: "admin" },
    { name: "Udo Kern", role: "Host" },
  ]);
  const { page } = await visit(people.Udo!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: /Invite member/ }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  const more = dialog.getByRole("button", { name: /^Show \d+ more roles?$/ });
  if (await more.isVisible()) await more.click();
  for (const role of ["Admin", "Power User", "Editor", "Viewer"])
    await expect(dialog.getByRole("checkbox", { name: new RegExp(`^${role}`) })).toBeDisabled();
  await expect(dialog.getByText(/^More than you hold yourself: /).first()).toBeVisible();
  await dialog.getByRole("button", { name: "Why not every role?" }).click();
  const reason = page.getByRole("dialog", { name: "Why you may not offer every role" });
  await reason.getByLabel("What is closed").selectOption("Admin");
  await expect(reason).toContainText(/would open it\. Ava Lenz can give it\./);
  await page.keyboard.press("Escape");
  await expect(reason).toBeHidden();
  const email = invitee();
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("checkbox", { name: /^Host/ }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(told(page, `The invitation is on its way to ${email}.`)).toBeVisible();
});

test("a refused form keeps what was typed and says what to do", async ({ visit }) => {
  const { slug, people } = await bakery();
  const { page } = await visit(people.Ava!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: /Invite member/ }).click();
  const dialog = page.getByRole("dialog", { name: "Invite member" });
  const email = dialog.getByLabel("E-mail");
  const send = dialog.getByRole("button", { name: "Send invitation" });
  await email.fill("mona at reyes");
  await dialog.getByLabel("Groups").selectOption({ label: "Ovens" });
  await send.click();
  await expect(email).toHaveValue("mona at reyes");
  await expect(email).toHaveAccessibleDescription(
    "Type a complete e-mail address, such as name@company.example.",
  );
  await expect(
    dialog.getByText("Choose one or more workspace roles, or no workspace role and a first place."),
  ).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Take out Ovens" })).toBeVisible();

  await email.fill(people.Kai!.email);
  await expect(dialog).toContainText("Kai Bloom is a member already.");
  await dialog.getByRole("checkbox", { name: /^Viewer/ }).check();
  await send.click();
  await expect(email).toHaveValue(people.Kai!.email);
  await expect(email).toHaveAccessibleDescription(/is a member already/);
  await expect(dialog.getByRole("checkbox", { name: /^Viewer/ })).toBeChecked();

  await page.keyboard.press("Escape");
  await expect(dialog, "what was typed is not thrown away by a key").toBeVisible();
});

test("a deactivated person is reactivated instead of invited", async ({ visit }) => {
  const { slug, people } = await bakery();
  const { page } = await visit(people.Ava!.email);
  await page.goto(`/w/${slug}/settings/members`);
  await page.getByRole("button", { name: "Actions for Kai Bloom" }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(told(page, "Kai Bloom is deactivated.")).toBeVisible();
  await page.getByRole("button", { name: /Invite member/ }).click();
  await page.getByRole("dialog", { name: "Invite member" }).getByLabel("E-mail").fill(people.Kai!.email);
  await page.getByRole("link", { name: "Open Kai Bloom and reactivate" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Kai Bloom/ })).toContainText("Deactivated");
  await page.getByRole("button", { name: "Actions for Kai Bloom" }).click();
  await page.getByRole("menuitem", { name: "Reactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reactivate" }).click();
  await expect(told(page, "Kai Bloom is active again.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: /Kai Bloom/ })).toContainText("Active");
  const kai = await visit(people.Kai!.email);
  await kai.page.goto(`/w/${slug}`);
  await expect(kai.page.getByRole("complementary", { name: "Your roles" })).toContainText("Viewer");
});
