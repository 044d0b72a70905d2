"use client";

import * as RadixPopover from "@radix-ui/react-popover";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { leaveToScrim, SheetScrim, useOpen } from "./sheet-scrim";

/** A panel at its button; a bottom sheet on phones. `options` makes it a narrow list of links. */
export function Popover({
  trigger,
  label,
  align = "start",
  options = false,
  open,
  onOpenChange,
  children,
}: {
  trigger: ReactNode;
  label: string;
  align?: "start" | "end";
  options?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const [shown, change] = useOpen(open, onOpenChange);
  return (
    <RadixPopover.Root open={shown} onOpenChange={change}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <div>
          <SheetScrim onPress={() => change(false)} />
          <RadixPopover.Content
            className={classes("pop popover", options && "options")}
            align={align}
            sideOffset={4}
            collisionPadding={8}
            onPointerDownOutside={leaveToScrim}
            aria-label={label}
          >
            {children}
          </RadixPopover.Content>
        </div>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
