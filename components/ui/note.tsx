import type { ReactNode } from "react";
import { classes } from "./classes";
import { Icon } from "./icon";

const icons = { info: "info", ok: "check", warn: "warning", bad: "warning" } as const;

/** One sentence and at most one link. `announce` for what appears after the page was drawn. */
export function Note({
  kind = "info",
  announce = false,
  children,
}: {
  kind?: keyof typeof icons;
  announce?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={classes("note", kind !== "info" && kind)}
      role={announce ? (kind === "bad" ? "alert" : "status") : undefined}
    >
      <Icon name={icons[kind]} />
      <div>{children}</div>
    </div>
  );
}
