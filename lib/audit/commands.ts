import "server-only";
import { command } from "@/lib/doorway/command";
import { exportEvents } from "./events";
import { ExportRequest, filterOf } from "./input";

/**
 * Announces an export: needs a fresh proof, and tells the audit log who takes which events along, before they leave.
 * The event's id opens the download for a short while.
 */
export const prepareExport = command({
  name: "audit.prepare-export",
  permission: "governance:export-audit",
  input: ExportRequest,
  fresh: async () => true,
  run: async (context, { format, ...filter }) => {
    const prepared = await context.audit(
      exportEvents.exported({
        target: { kind: "audit-log", id: null, label: "Audit log" },
        after: { format, filter: filterOf(filter) },
      }),
    );
    return { prepared };
  },
});
