import { foundCompany } from "./company.ts";
import { ines, test } from "./fixtures.ts";
import { inspect } from "./inspection.ts";

test.setTimeout(480_000);

test("API keys", async ({ visit }) => {
  const { page } = await visit(ines);
  await page.goto("/w/alder-finch/settings/api-keys");
  await inspect(page, "the keys");
  await page.getByRole("button", { name: "More actions for Web shop" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await inspect(page, "revoking a key");
  const { slug, people } = await foundCompany("Larch Supply", [{ name: "Tove Lund", role: "admin" }]);
  const own = await visit(people.Tove?.email);
  await own.page.goto(`/w/${slug}/settings/api-keys`);
  await inspect(own.page, "no key yet");
  await own.page.getByRole("button", { name: /^Create key/ }).click();
  const dialog = own.page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Web shop");
  await dialog.getByRole("radio", { name: /^No end date/ }).check();
  await inspect(own.page, "creating a key");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await dialog.getByText("Copy its secret now").waitFor();
  await inspect(own.page, "the secret of a key");
});
