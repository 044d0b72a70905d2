import type { Room } from "../room.ts";

/** Everybody is told about themselves; who is asked about, and what is found, is narrowed inside. */
export const explain: Room = {
  pages: {
    "/w/[workspace]/explain/page": { needs: "self", query: ["person", "permission", "on", "at"] },
  },
  routes: {
    "/api/w/[workspace]/explain/people/route": {
      needs: "general:manage-user",
      question: () => ({ q: "Qanary" }),
    },
    "/api/w/[workspace]/search/route": { needs: "self", question: () => ({ q: "Qanary" }) },
  },
};
