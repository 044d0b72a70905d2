import { inWorkspace, type Room } from "../room.ts";

export const audit: Room = {
  pages: {
    "/w/[workspace]/settings/audit/page": {
      needs: "governance:view-audit",
      also: { event: ["governance:view-audit"], exportButton: ["governance:export-audit"] },
      query: ["user", "action", "about", "from", "to", "q", "after", "before", "event", "who", "what"],
    },
  },
  routes: { "/api/w/[workspace]/audit/export/route": { needs: "governance:export-audit" } },
  actions: {
    "app/w/[workspace]/settings/audit/actions.ts#prepareExportAction": {
      needs: "governance:export-audit",
      input: async (stage) => inWorkspace({ format: "jsonl", user: stage.home.seen.userId }, stage),
      optional: ["action", "from", "to", "q"],
    },
  },
};
