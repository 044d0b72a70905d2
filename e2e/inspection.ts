import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

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
  // The title of a page that a link led to comes a moment after the page.
  await expect(page).toHaveTitle(/./);
  for (const { width, colorScheme, rules } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    wrong.push(...(await brokenRules(page, rules)).map((line) => `${width} ${colorScheme}: ${line}`));
  }
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    wrong.push(...(await tooWide(page)).map((place) => `${width}: ${place} is too wide`));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return wrong;
}

/**
 * Runs axe in the page, where its source stays until the next document: sent with every look it took a third of the time.
 * Each line is a rule and the elements that break it.
 */
async function brokenRules(page: Page, rules: "all" | "colours"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ overlay, runOnly }) => {
      const open = [...document.querySelectorAll(overlay)].some((element) => element.checkVisibility());
      // What is open lies over a page that was looked at by itself. A mail is shown in a frame without scripts, which
      // axe cannot enter; its markup has tests of its own.
      const context = { include: [open ? overlay : "html"], exclude: ["iframe"] };
      const { axe } = window as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(context, { runOnly, iframes: false, resultTypes: ["violations"] });
      return violations.map(
        ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(" ")).join("; ")}`,
      );
    },
    {
      overlay,
      runOnly:
        rules === "all"
          ? ({ type: "tag", values: standards } as const)
          : ({ type: "rule", values: colours } as const),
    },
  );
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
