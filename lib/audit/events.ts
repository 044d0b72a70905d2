import { type Attempts, eventsAbout } from "@/lib/doorway/event";
import { at, text, who } from "@/lib/doorway/sentence";
import type { AuditFilter, ExportRequest } from "./input";

type Exported = { target: "audit-log"; after: { format: ExportRequest["format"]; filter: AuditFilter } };

const event = eventsAbout("Audit log");

export const exportEvents = {
  exported: event<Exported>("audit.exported", "Audit log exported", (e) => {
    const whole = Object.keys(e.after?.filter ?? {}).length === 0;
    const format =
      e.after?.format === "csv" ? " as CSV" : e.after?.format === "jsonl" ? " as JSON Lines" : "";
    return [`Exported ${whole ? "the whole" : "a part of the"} audit log${format}`];
  }),
};

export const exportAttempts: Attempts = {
  kind: "Audit log",
  words: { "audit.prepare-export": "export the audit log" },
};

const grantEvent = eventsAbout("Grant");
const settingsEvent = eventsAbout("Settings");

/** Events that earlier versions wrote, and none writes now: logs keep them, and their words. */
export const earlierEvents = {
  grantGiven: grantEvent<{ target: string; after: { role: string } }>("grant.given", "Grant given", (e) => [
    "Gave ",
    who(e),
    ` ${text(e.after?.role) || "a role"}`,
    ...at(" on ", e),
  ]),
  grantEnded: grantEvent<{ target: string; before: { role: string } }>("grant.ended", "Grant ended", (e) => [
    `Ended ${text(e.before?.role) || "a role"} of `,
    who(e),
    ...at(" on ", e),
  ]),
  workspaceFounded: settingsEvent<{ target: "workspace" }>("workspace.founded", "Workspace founded", (e) => [
    "Founded the workspace ",
    who(e),
  ]),
};
