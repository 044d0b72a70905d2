import { sql } from "drizzle-orm";
import { type Company, foundCompany } from "./company.ts";
import { ageProof, asOwner } from "./database.ts";
import { confirmByCode, expect, rowOf, test, told } from "./fixtures.ts";
import { countOf, subjects } from "./mailbox.ts";
import { served } from "./served.ts";

/** Tove and Nils are Admins, Arlo is a Viewer. */
function shop(): Promise<Company> {
  return foundCompany("Larch Supply", [
    { name: "Tove Lund", role: "admin" },
    { name: "Nils Holm", role: "admin" },
    { name: "Arlo Reyes", role: "viewer" },
  ]);
}

/** Ends what somebody holds, as a change of access does. */
async function demote(slug: string, membershipId: string) {
  await asOwner(async (tx) => {
    await tx.execute(
      sql`update grants set valid_to = clock_timestamp() where membership_id = ${membershipId}`,
    );
    await tx.execute(sql`update workspaces set access_version = access_version + 1 where slug = ${slug}`);
  }, slug);
}

/** Asks as the other system would, whether somebody may do something with segments. */
async function asked(secret: string, email: string, action: string) {
  const response = await fetch(`${served().url}/access/v1/evaluation`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({
      subject: { type: "user", id: email },
      action: { name: action },
      resource: { type: "segment", id: "*" },
    }),
  });
  return { status: response.status, ...((await response.json()) as { decision?: boolean }) };
}

test("a key is made, another system asks with it, and it is revoked", async ({ visit }) => {
  const { slug, people } = await shop();
  const [tove, arlo] = [people.Tove?.email ?? "", people.Arlo?.email ?? ""];
  const { page } = await visit(tove, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(`/w/${slug}`);
  await page.getByRole("link", { name: "API keys" }).click();
  await expect(page.getByText("No other system asks yet")).toBeVisible();
  await expect(page.getByText("/access/v1/evaluation")).toBeVisible();

  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Give the key a name.");
  await dialog.getByLabel("Name").fill("Web shop");
  await dialog.getByRole("radio", { name: /^No end date/ }).check();
  await expect(dialog.getByText("A key without an end is marked in the list.")).toBeVisible();
  await dialog.getByRole("radio", { name: /^30 days/ }).check();
  await ageProof(tove);
  const before = await countOf(tove, subjects.code);
  await dialog.getByRole("button", { name: "Create key" }).click();
  await confirmByCode(page, tove, before);

  await expect(page.getByRole("heading", { name: "Keep the secret of Web shop" })).toBeVisible();
  const secret = (await dialog.locator(".secret code").textContent()) ?? "";
  expect(secret).toMatch(/^remit_[\w-]{43}$/);
  await page.keyboard.press("Escape");
  await expect(dialog, "what is not copied yet is not lost by a slip").toContainText("not copied yet");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Copy the secret" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(rowOf(page, "Web shop")).toContainText("Never used");
  await expect(rowOf(page, "Web shop")).toContainText(`${secret.slice(0, 14)}…`);
  expect(await page.content()).not.toContain(secret);

  expect(await asked(secret, arlo, "view")).toMatchObject({ status: 200, decision: true });
  expect(await asked(secret, arlo, "edit")).toMatchObject({ status: 200, decision: false });
  await page.reload();
  await expect(rowOf(page, "Web shop")).not.toContainText("Never used");

  await page.getByRole("button", { name: "More actions for Web shop" }).click();
  await page.getByRole("menuitem", { name: "Change owner…" }).click();
  await dialog.getByRole("combobox", { name: "New owner" }).fill("nils");
  await dialog.getByRole("option", { name: /Nils Holm/ }).click();
  await dialog.getByRole("button", { name: "Change owner" }).click();
  await expect(told(page, "Nils Holm owns Web shop now.")).toBeVisible();
  await expect(rowOf(page, "Web shop")).toContainText("Nils Holm");
  await demote(slug, people.Nils?.membershipId ?? "");
  expect(await asked(secret, arlo, "view")).toMatchObject({ status: 401 });
  await page.reload();
  await expect(rowOf(page, "Web shop")).toContainText("Owner lost access");

  await page.getByRole("button", { name: "More actions for Web shop" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(told(page, "Web shop is revoked.")).toBeVisible();
  expect(await asked(secret, arlo, "view")).toMatchObject({ status: 401 });
  await expect(rowOf(page, "Web shop")).toContainText("Revoked");
  await told(page, "Web shop is revoked.").getByRole("link", { name: "See it in the audit log" }).click();
  await expect(page.getByText("Revoked the API key Web shop")).toBeVisible();
  await page.goto(`/w/${slug}/settings/audit`);
  await expect(page.getByText("Created the API key Web shop")).toBeVisible();
});

test("who may not manage keys is not led to them, and is told what is missing", async ({ visit }) => {
  const { slug, people } = await shop();
  const visitor = await visit(people.Arlo?.email);
  const { page } = visitor;
  await page.goto(`/w/${slug}`);
  await expect(page.getByRole("link", { name: "API keys" })).toHaveCount(0);
  visitor.expectStatus(403, "/settings/api-keys");
  await page.goto(`/w/${slug}/settings/api-keys`);
  await expect(page.getByText(/Manage API Key/).first()).toBeVisible();
});

test("the list is searched and filtered in its address", async ({ visit }) => {
  const { page } = await visit("admin@alderfinch.example");
  await page.goto("/w/alder-finch/settings/api-keys");
  await page.getByLabel("Search keys").fill("warehouse");
  await expect(page).toHaveURL(/q=warehouse/);
  await expect(page.getByRole("rowheader")).toHaveCount(1);
  await expect(rowOf(page, "Warehouse export")).toContainText("No end date");
  await page.goto("/w/alder-finch/settings/api-keys?state=ended");
  await expect(rowOf(page, "Old newsletter tool")).toContainText("Revoked");
  await expect(rowOf(page, "Web shop")).toHaveCount(0);
  await page.goto("/w/alder-finch/settings/api-keys?q=nothing-like-this&state=odd&after=x");
  await expect(page.getByText("No key fits")).toBeVisible();
});
