import type { ReactNode } from "react";
import { classes } from "./classes";

export function Tag({ kind, children }: { kind?: "ok" | "warn" | "bad" | "thread"; children: ReactNode }) {
  return <span className={classes("tag", kind === "thread" ? "th" : kind)}>{children}</span>;
}
