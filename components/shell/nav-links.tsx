"use client";

import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { Link } from "@/components/ui/link";
import { classes } from "../ui/classes";
import { Icon } from "../ui/icon";
import { currentItem, type NavItem, type NavSection } from "./navigation";

function here(path: string, item: NavItem, current: NavItem | undefined) {
  if (item !== current) return undefined;
  return path === item.href ? "page" : "true";
}

function Count({ count, due }: Pick<NavItem, "count" | "due">) {
  if (!count) return null;
  return (
    <span className={classes("n", due && "due")}>
      {count}
      <span className="sr"> waiting for you</span>
    </span>
  );
}

function titleOf({ label, letter }: NavItem): string {
  return letter ? `${label} (G ${letter.toUpperCase()})` : label;
}

/** The pages of the workspace, in sections. */
export function NavLinks({ label, sections }: { label: string; sections: readonly NavSection[] }) {
  const path = usePathname();
  const current = currentItem(
    path,
    sections.flatMap((section) => section.items),
  );
  return (
    <nav className="nav" aria-label={label}>
      {sections.map(({ title, items }) => (
        <Fragment key={title ?? "main"}>
          {title && <h2>{title}</h2>}
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <Link href={item.href} aria-current={here(path, item, current)} title={titleOf(item)}>
                  <Icon name={item.icon} />
                  <span>{item.label}</span>
                  <Count {...item} />
                </Link>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}

/** The same pages as tabs at the foot of a phone. */
export function TabLinks({ tabs, more }: { tabs: readonly NavItem[]; more?: React.ReactNode }) {
  const path = usePathname();
  const current = currentItem(path, tabs);
  return (
    <nav className="mtab" aria-label="Main, small screen">
      {tabs.map((item) => (
        <Link key={item.href} href={item.href} aria-current={here(path, item, current)}>
          <Icon name={item.icon} />
          <span>{item.short ?? item.label}</span>
          <Count {...item} />
        </Link>
      ))}
      {more}
    </nav>
  );
}
