import { readFile } from "node:fs/promises";
import { type Browser, type Download, expect, type Page, test } from "@playwright/test";
import { newAddress } from "./company.ts";
import { ageProof } from "./database.ts";
import { confirmByCode, ines, rowOf, signInByMail, told } from "./fixtures.ts";
import { codeIn, countOf, linkIn, mailTo, subjects } from "./mailbox.ts";
import { inviteByForm } from "./steps.ts";
import { Visitor } from "./visitor.ts";

/** Ines, an Admin, and Lotte, who has never been here: one test for each thing that they do, in this order. */
test.describe.configure({ mode: "serial" });

const home = "/w/alder-finch";
const members = `${home}/settings/members`;
const lotte = { name: "Lotte Brandt", email: newAddress("Lotte Brandt") };

let admin: Visitor;
let newcomer: Visitor;

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  admin = await Visitor.open(browser);
  newcomer = await Visitor.open(browser);
});

test.afterEach(() => {
  expect([...admin.complaints(), ...newcomer.complaints()], "the console").toEqual([]);
});

test.afterAll(async () => {
  await admin.context.close();
  await newcomer.context.close();
});

test("an Admin signs in through the mailbox", async () => {
  const { page } = admin;
  await signInByMail(page, ines);
  await expect(page).toHaveURL(home);
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
});

test("invites an address", async () => {
  const { page } = admin;
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Members" }).click();
  await inviteByForm(page, lotte.email, ["Viewer"]);
  await page.getByRole("link", { name: /^Pending invitations/ }).click();
  await expect(rowOf(page, lotte.email)).toContainText("Viewer");
  await expect(rowOf(page, lotte.email)).toContainText("Pending");
});

test("the person opens the mail, and the link in it", async () => {
  const { page } = newcomer;
  const mail = await mailTo(lotte.email, subjects.invitation);
  await page.goto(`/mailbox?to=${lotte.email}`);
  await page.getByRole("link", { name: mail.subject }).click();
  const letter = page.frameLocator("iframe");
  await expect(letter.locator("body")).toContainText("Ines Carvalho");
  await page.goto(linkIn(mail, "/invite/"));
  await expect(
    page.getByRole("heading", { name: "Ines Carvalho invited you to Alder & Finch" }),
  ).toBeVisible();
  await expect(page.getByRole("region", { name: "Your access" })).toContainText("Viewer");
});

test("accepts without having an account, and lands in the workspace", async () => {
  const { page } = newcomer;
  await page.getByLabel("Your name").fill(lotte.name);
  await page.getByRole("button", { name: "Accept invitation" }).click();
  await expect(page.getByText(`Welcome, ${lotte.name}.`)).toBeVisible();
  const code = codeIn(await mailTo(lotte.email, subjects.code));
  await page.getByLabel("Code").pressSequentially(code);
  await page.waitForURL(`**${home}`);
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
});

test("sees her access and why she has it", async () => {
  const { page } = newcomer;
  await expect(levelOf(page, "Segment")).toHaveText(/Viewer/);
  await page.getByRole("button", { name: "Why: Segment Viewer" }).click();
  const why = page.getByRole("dialog", { name: "Why: Segment Viewer" });
  await expect(why).toContainText("You hold Segment Viewer because Viewer gives it.");
  await expect(why.getByRole("listitem")).toContainText([/You/, /Viewer/, /Alder & Finch/]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Your roles" })).toContainText("Viewer");
});

test("the Admin sees the new member", async () => {
  const { page } = admin;
  await page.goto(`${members}?q=${lotte.email}`);
  const row = rowOf(page, lotte.email);
  await expect(row).toContainText(lotte.name);
  await expect(row).toContainText("New");
  await expect(row).toContainText("Active");
});

test("changes her role through the badge, seeing the effect first, and her open tab shows it by itself", async () => {
  const { page } = admin;
  await rowOf(page, lotte.email)
    .getByRole("button", { name: "Viewer: change the role of Lotte Brandt" })
    .click();
  await page.getByRole("menuitem", { name: "Editor", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Make Lotte Brandt Editor" });
  await expect(dialog.getByText("Segment", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: "Segment" })).toHaveText(
    /Viewer.*becomes.*Editor/,
  );
  await expect(dialog.getByText(/^Gains \d+ permissions?$/)).toBeVisible();
  await expect(levelOf(newcomer.page, "Segment"), "nothing has changed yet").toHaveText(/Viewer/);
  await dialog.getByLabel("Reason").fill("Writes the spring pages");
  await dialog.getByRole("button", { name: "Make Editor" }).click();
  await expect(told(page, "Lotte Brandt is Editor now.")).toBeVisible();
  await expect(
    rowOf(page, lotte.email).getByRole("button", { name: /^Editor: change the role/ }),
  ).toBeVisible();
  await expect(levelOf(newcomer.page, "Segment")).toHaveText(/Editor/);
});

test("deactivates her: her open tab is out at the next request", async () => {
  const { page } = admin;
  await rowOf(page, lotte.email)
    .getByRole("button", { name: `Actions for ${lotte.name}` })
    .click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  const dialog = page.getByRole("dialog", { name: "Deactivate Lotte Brandt" });
  await expect(dialog).toContainText("Lotte Brandt is out at once.");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(told(page, "Lotte Brandt is deactivated.")).toBeVisible();
  const next = await newcomer.context.request.get(home, { maxRedirects: 0 });
  expect(next.status()).toBe(307);
  expect(next.headers().location).toContain("/sign-in");
  await expect(newcomer.page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
});

const story = [
  `Deactivated ${lotte.name}`,
  `Changed ${lotte.name} from Viewer to Editor`,
  `Accepted the invitation for ${lotte.email} as Viewer`,
  `Invited ${lotte.email} as Viewer`,
];

test("the audit log tells it all", async () => {
  const { page } = admin;
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit log" }).click();
  await page.getByLabel("Search events").fill(lotte.email);
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator(".event .what")).toHaveText(story);
  const changed = page.locator(".event").filter({ hasText: "from Viewer to Editor" });
  await changed.locator("summary").click();
  await expect(changed).toContainText("Writes the spring pages");
  await expect(changed.getByRole("row", { name: /Roles/ })).toContainText(/Viewer.*Editor/);
});

test("its export has the same rows, as CSV and as JSON Lines, once she has proved anew who she is", async () => {
  const { page } = admin;
  const shown = await page
    .locator(".event")
    .evaluateAll((events) => events.map(({ id }) => id.slice("event-".length)));
  expect(shown).toHaveLength(story.length);
  await ageProof(ines);
  const before = await countOf(ines, subjects.code);

  const csv = await downloadOf(page, "CSV", () => confirmByCode(page, ines, before));
  expect(csv.suggestedFilename()).toMatch(/^alder-finch-audit-.*\.csv$/);
  const [head, ...lines] = (await contentOf(csv)).trimEnd().split("\n");
  const column = head?.split(",").indexOf("id") ?? -1;
  expect(head?.split(",").length).toBe(column + 1);
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(shown);

  const jsonl = await downloadOf(page, "JSON Lines");
  const events = (await contentOf(jsonl))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.map(({ id }) => id)).toEqual(shown);
  expect(events.map(({ action }) => action)).toEqual([
    "member.deactivated",
    "member.role-changed",
    "invitation.accepted",
    "invitation.sent",
  ]);
  expect(events[1]).toMatchObject({
    actor: "Ines Carvalho",
    reason: "Writes the spring pages",
    outcome: "done",
  });

  await page.goto(`${home}/settings/audit?action=audit.exported`);
  await expect(page.locator(".event .what").first()).toHaveText(
    "Exported a part of the audit log as JSON Lines",
  );
  await expect(page.locator(".event .what").nth(1)).toHaveText("Exported a part of the audit log as CSV");
});

function levelOf(page: Page, feature: string) {
  return page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: feature }) })
    .locator(".level");
}

async function downloadOf(page: Page, format: string, meanwhile?: () => Promise<void>): Promise<Download> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Export/ }).click();
  await page.getByRole("menuitem", { name: format }).click();
  await meanwhile?.();
  return download;
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}
