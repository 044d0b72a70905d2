import type { Room } from "../room.ts";

/** Everybody is told about themselves; who is asked about, and what is found, is narrowed inside. */
export const explain: Room = {
  pages: {
    "/w/[workspace]/explain/page": { needs: "self", query: ["person", "permission", "on", "at"] },
  },
  questions: {
    "explain.outsiders": {
      needs: "general:manage-user",
      input: () => ({ q: "Qanary" }),
    },
    "search.results": { needs: "self", input: () => ({ q: "Qanary" }) },
  },
};
