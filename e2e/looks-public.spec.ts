import { sql } from "drizzle-orm";
import { foundCompany, newAddress } from "./company.ts";
import { asOwner, expireInvitation } from "./database.ts";
import { askForLink, expect, hanna, ines, rowOf, test } from "./fixtures.ts";
import { inspect, offencesOn } from "./inspection.ts";
import { linkIn, mailTo, subjects } from "./mailbox.ts";
import { inviteByForm } from "./steps.ts";

const base = "/w/alder-finch";

test.setTimeout(480_000);

test("what offends is found in the look in which it does", async ({ visit }) => {
  const { page } = await visit();
  await page.goto("/sign-in");
  expect(await offencesOn(page)).toEqual([]);
  await page.evaluate(() => {
    document.querySelector("main")?.insertAdjacentHTML(
      "beforeend",
      `<style>
        .pale { color: #999; background: #fff }
        @media (prefers-color-scheme: dark) { .pale { color: #fff; background: #000 } }
        @media (min-width: 400px) { .wide-only { display: none } }
      </style>
      <p class="pale">Pale by day</p>
      <button class="wide-only" style="width: 500px"></button>`,
    );
  });
  const offences = await offencesOn(page);
  for (const offence of [
    /^1440 light: color-contrast at \.pale$/,
    /^390 light: color-contrast at \.pale$/,
    /^390 dark: button-name at \.wide-only$/,
    /^320: .* is too wide$/,
  ])
    expect(offences).toContainEqual(expect.stringMatching(offence));
  expect(offences.filter((offence) => /^1440 dark|^1280/.test(offence))).toEqual([]);
});

test("the way in", async ({ visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  await page.goto("/sign-in");
  await inspect(page, "sign-in");
  await page.getByLabel("E-mail").fill("ines");
  await page.getByRole("button", { name: "Send sign-in link" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "complete e-mail address" })).toBeVisible();
  await inspect(page, "sign-in with a bad address");
  const link = await askForLink(page, hanna);
  await inspect(page, "sign-in link sent");
  await page.goto(link);
  await inspect(page, "landing page of a sign-in link");
  await page.goto("/sign-in/expired");
  await inspect(page, "expired sign-in link");
  visitor.expectStatus(404, "/nowhere");
  await page.goto("/nowhere");
  await inspect(page, "nothing there");
  await page.goto("/mailbox");
  await inspect(page, "mailbox");
  await page.getByRole("link", { name: hanna }).first().click();
  await expect(page.getByRole("navigation", { name: "Parts of the message" })).toBeVisible();
  for (const part of ["Text", "Headers"]) {
    const link = page
      .getByRole("navigation", { name: "Parts of the message" })
      .getByRole("link", { name: part });
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
    await inspect(page, `mailbox, ${part}`);
  }
});

test("invitations", async ({ visit }) => {
  const admin = await visit(ines);
  const email = newAddress("Runa Vik");
  await admin.page.goto(`${base}/settings/members`);
  await inviteByForm(admin.page, email, ["Viewer"]);
  const link = linkIn(await mailTo(email, subjects.invitation), "/invite/");
  await admin.page.goto(link);
  await inspect(admin.page, "invitation, wrong person");
  const { page } = await visit();
  await page.goto(link);
  await inspect(page, "invitation");
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await inspect(page, "invitation without a name");
  await page.getByLabel("Your name").fill("Runa Vik");
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await expect(page.getByLabel("Code")).toBeVisible();
  await inspect(page, "invitation, code");
  await expireInvitation("alder-finch", email);
  await page.goto(link);
  await inspect(page, "expired invitation");
  await page.goto(`/invite/${"x".repeat(43)}`);
  await inspect(page, "unknown invitation");
});

test("an invitation that its inviter may no longer give", async ({ visit }) => {
  const { slug, people } = await foundCompany("Lapsed", [
    { name: "Ada", role: "admin" },
    { name: "Ben", role: "admin" },
  ]);
  const inviter = await visit(people.Ben?.email);
  const email = newAddress("Runa Vik");
  await inviter.page.goto(`/w/${slug}/settings/members`);
  await inviteByForm(inviter.page, email, ["Viewer"]);
  const link = linkIn(await mailTo(email, subjects.invitation), "/invite/");
  await asOwner(
    (tx) =>
      tx.execute(
        sql`update grants set valid_to = clock_timestamp() where membership_id = ${people.Ben?.membershipId}`,
      ),
    slug,
  );
  const { page } = await visit();
  await page.goto(link);
  await expect(page.getByText("Ben may no longer give what this invitation offers.")).toBeVisible();
  await inspect(page, "invitation that lapsed");
  const admin = await visit(people.Ada?.email);
  await admin.page.goto(`/w/${slug}/settings/members?tab=pending`);
  await expect(rowOf(admin.page, email)).toContainText("Ben may no longer give it");
  await inspect(admin.page, "list with an invitation that lapsed");
  await admin.page.getByRole("button", { name: `Resend invite to ${email}` }).click();
  await expect(rowOf(admin.page, email)).toContainText("Invited by Ada");
});
