import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that see colours; all others say the same in either theme. */
const colours = ["color-contrast", "link-in-text-block"];
const overlay = "[role=dialog], [role=menu]";
const looks = [
  { width: 1440, colorScheme: "light", rules: "all" },
  { width: 1440, colorScheme: "dark", rules: "colours" },
  { width: 390, colorScheme: "dark", rules: "all" },
  { width: 390, colorScheme: "light", rules: "colours" },
] as const;

/**
 * Looks at a page as it stands, with whatever is open on it: wide and narrow, light and dark, nothing may offend
 * axe's rules, and nothing may scroll sideways.
 */
export async function inspect(page: Page, what: string): Promise<void> {
  expect.soft(await offencesOn(page), what).toEqual([]);
}

/** What is wrong with a page in any of its looks: each as one line. */
export async function offencesOn(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (const { width, colorScheme, rules } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);
    // What is open lies over a page that was looked at by itself.
    if (await page.locator(overlay).first().isVisible()) axe.include(overlay);
    // A mail is shown in a frame without scripts, which axe cannot enter; its markup has tests of its own. Without
    // frames there is nothing to gather in a page of its own, which took half of the time.
    const asked = (rules === "all" ? axe.withTags(standards) : axe.withRules(colours)).exclude("iframe");
    for (const { id, nodes } of (await asked.analyze()).violations)
      wrong.push(
        `${width} ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join("; ")}`,
      );
  }
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    wrong.push(...(await tooWide(page)).map((place) => `${width}: ${place} is too wide`));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return wrong;
}

/** What scrolls sideways, or sticks out of the window or of what holds it. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ["html", "body", "main", "main table", "[role=dialog]", "[role=menu]"].flatMap((selector) =>
      [...document.querySelectorAll(selector)]
        .filter(
          (element) =>
            element.scrollWidth > element.clientWidth + 1 ||
            element.getBoundingClientRect().right >
              Math.min(window.innerWidth, element.parentElement?.getBoundingClientRect().right ?? Infinity) +
                1,
        )
        .map(() => selector),
    ),
  );
}
