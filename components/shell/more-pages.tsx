"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { NavLinks } from "./nav-links";
import { currentItem, type NavItem } from "./navigation";

/** What does not fit into the tab bar of a phone, as a sheet from below. */
export function MorePages({ items }: { items: readonly NavItem[] }) {
  const path = usePathname();
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the sheet
  useEffect(() => setOpen(false), [path]);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="More pages"
      trigger={
        <button type="button" aria-current={currentItem(path, items) ? "true" : undefined}>
          <Icon name="more" />
          <span>More</span>
        </button>
      }
    >
      <div className="body">
        <NavLinks label="More pages" sections={[{ items }]} />
      </div>
    </Dialog>
  );
}
