import { foundCompany } from "./company.ts";
import { askForLink, expect, signInByMail, test } from "./fixtures.ts";
import { countOf, mailOf, subjects } from "./mailbox.ts";

/** Nele has a Viewer's role in a workspace of her own. */
async function nele() {
  const { slug, people } = await foundCompany("Birch Trading", [{ name: "Nele Thoma", role: "viewer" }]);
  return { slug, email: people.Nele!.email };
}

test("a link signs in once: the second time its page names nobody", async ({ visit }) => {
  const { email } = await nele();
  const { page } = await visit();
  const link = await askForLink(page, email);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Sign in as Nele Thoma" })).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();

  const other = await visit();
  await other.page.goto(link);
  await expect(other.page).toHaveURL(/\/sign-in\/expired$/);
  await expect(other.page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await expect(other.page.locator("body")).not.toContainText(/Nele|birch/i);
});

test("the landing page left open while the link is used leads to the expired page", async ({ visit }) => {
  const { email } = await nele();
  const first = await visit();
  const second = await visit();
  const link = await askForLink(first.page, email);
  await first.page.goto(link);
  await second.page.goto(link);
  await first.page.getByRole("button", { name: "Sign in" }).click();
  await expect(first.page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
  await second.page.getByRole("button", { name: "Sign in" }).click();
  await expect(second.page).toHaveURL(/\/sign-in\/expired$/);
});

test("a mail scanner that opens the link burns nothing", async ({ visit, request }) => {
  const { email } = await nele();
  const { page } = await visit();
  const link = await askForLink(page, email);
  for (let times = 0; times < 5; times++) {
    expect((await request.get(link)).status()).toBe(200);
    expect((await request.head(link)).status()).toBe(200);
  }
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
});

test("the answer is the same for an address that nobody has, and no mail goes there", async ({ visit }) => {
  const { email } = await nele();
  const { page } = await visit();
  const answers: (string | null)[] = [];
  const nobody = `nobody.${email}`;
  for (const address of [email, nobody]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(address);
    await page.getByRole("button", { name: "Send sign-in link" }).click();
    await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
    const words = await page.getByRole("main").innerText();
    answers.push(words.replaceAll(address, "…").replace(/\d+ s\b/, "… s"));
  }
  expect(answers[1]).toBe(answers[0]);
  await expect.poll(() => countOf(email, subjects.link)).toBe(1);
  expect(await mailOf(nobody)).toEqual([]);
});

test("an incomplete address stays in its field, with a word on what to type", async ({ visit }) => {
  const { page } = await visit();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nele@birch");
  await page.getByRole("button", { name: "Send sign-in link" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue("nele@birch");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription(
    "Type a complete e-mail address, such as name@company.example.",
  );
});

test("signing in leads to the page that was asked for, signing out leads away from it", async ({ visit }) => {
  const { slug, email } = await nele();
  const { page } = await visit();
  await page.goto(`/w/${slug}/roles-guide`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send sign-in link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  await expect.poll(() => countOf(email, subjects.link)).toBe(1);
  const [mail] = await mailOf(email);
  await page.goto(mail?.text.match(/https?:\/\/\S+/)?.[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`/w/${slug}/roles-guide`);

  await page.getByRole("button", { name: "Account of Nele Thoma" }).first().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
  await page.goto(`/w/${slug}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("one's own session is ended from another browser", async ({ visit }) => {
  const { slug, email } = await nele();
  const laptop = await visit(email);
  const phone = await visit(undefined, {
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  });
  await signInByMail(phone.page, email);
  await expect(phone.page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();

  await laptop.page.goto(`/w/${slug}`);
  await laptop.page.getByRole("button", { name: "Account of Nele Thoma" }).first().click();
  await laptop.page.getByRole("menuitem", { name: "Your sessions" }).click();
  await expect(laptop.page.getByRole("heading", { name: "Your sessions" })).toBeVisible();
  await expect(laptop.page.getByRole("listitem")).toHaveCount(2);
  await laptop.page.getByRole("button", { name: /^End the session of Firefox/ }).click();
  await expect(laptop.page.getByRole("listitem")).toHaveCount(1);
  await expect(laptop.page.getByRole("listitem")).toContainText("This one");

  await phone.page.reload();
  await expect(phone.page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
});
