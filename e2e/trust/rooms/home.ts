import type { Room } from "../room.ts";

export const home: Room = {
  pages: {
    "/w/[workspace]/page": { needs: "self" },
    "/w/[workspace]/roles-guide/page": { needs: "self" },
  },
  routes: {
    "/api/w/[workspace]/events/route": { needs: "self" },
    "/api/w/[workspace]/refusal/route": {
      needs: "self",
      question: () => ({ permission: "governance:view-audit" }),
    },
  },
};
