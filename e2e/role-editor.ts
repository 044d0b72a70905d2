import type { Page } from "@playwright/test";
import { type Company, foundCompany } from "./company.ts";
import { expect } from "./fixtures.ts";

/** Rika and Emre are Admins, Juno is a Viewer, Hedda and Noah are Hosts, and so is Kaya through nothing else. */
export function studio(): Promise<Company> {
  return foundCompany("Heron Roles", [
    { name: "Rika Sato", role: "admin" },
    { name: "Emre Demir", role: "admin" },
    { name: "Juno Park", role: "viewer" },
    { name: "Hedda Lund", role: "Host" },
    { name: "Noah Stein", role: "Host" },
  ]);
}

export const rail = (page: Page, feature: string) =>
  page.getByRole("radiogroup", { name: `${feature} level` });
export const levelOf = (page: Page, feature: string) =>
  rail(page, feature).getByRole("radio", { checked: true });
export const effect = (page: Page) => page.getByRole("complementary", { name: "Effect of your changes" });
export const flag = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: true });

/** Puts the thumb of a feature on a level by its number key. */
export async function setLevel(page: Page, feature: string, level: number): Promise<void> {
  await levelOf(page, feature).focus();
  await page.keyboard.press(String(level));
  await expect(levelOf(page, feature)).toHaveValue(String(level));
}

export async function reviewAndSave(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: "Review and save" }).click();
  const save = effect(page).getByRole("button", { name: button });
  await expect(save).toBeEnabled();
  await save.click();
}

export async function openMenu(page: Page, role: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${role}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}
