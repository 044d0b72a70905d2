import type { IconName } from "../ui/icon";

export type NavItem = {
  href: string;
  label: string;
  /** A shorter word for the tab bar of phones. */
  short?: string;
  icon: IconName;
  /** The key that leads there after G. */
  letter?: string;
  /** What waits for this person there. */
  count?: number;
  /** Some of it is due. */
  due?: boolean;
  /** Only this very page, not what lies below it; for Home. */
  exact?: boolean;
};
/** Already without what the person may not open. */
export type NavSection = { title?: string; items: readonly NavItem[] };

/** The item that a path belongs to: the longest address that the path begins with. */
export function currentItem(path: string, items: readonly NavItem[]): NavItem | undefined {
  return items
    .filter(({ href, exact }) => path === href || (!exact && path.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
}

/** What stands in the tab bar of phones, and what lies behind More. */
export function tabsOf(sections: readonly NavSection[]): { tabs: NavItem[]; more: NavItem[] } {
  const items = sections.flatMap((section) => section.items);
  return items.length <= 5 ? { tabs: items, more: [] } : { tabs: items.slice(0, 4), more: items.slice(4) };
}
