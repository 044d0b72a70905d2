"use client";

import { Toaster as SonnerToaster, toast as sonner } from "sonner";
import { classes } from "./classes";
import { Icon } from "./icon";
import { IconButton } from "./icon-button";
import { Link } from "./link";

type Action = { label: string; href: string };

function show(kind: "success" | "error", message: string, action?: Action) {
  sonner.custom(
    (id) => (
      <div className={classes("toast", kind === "error" && "bad")}>
        <Icon name={kind === "success" ? "check" : "warning"} />
        <span>{message}</span>
        {action && (
          <Link className="link" href={action.href} onClick={() => sonner.dismiss(id)}>
            {action.label}
          </Link>
        )}
        <IconButton icon="close" label="Close message" onClick={() => sonner.dismiss(id)} />
      </div>
    ),
    { duration: 6000, unstyled: true },
  );
}

/** What just happened, with a link to its audit event. Never for anything that needs a decision. */
export const toast = {
  success: (message: string, options?: { action?: Action }) => show("success", message, options?.action),
  error: (message: string, options?: { action?: Action }) => show("error", message, options?.action),
};

export function Toaster() {
  return (
    <SonnerToaster position="bottom-center" offset={20} mobileOffset={76} containerAriaLabel="Messages" />
  );
}
