import type { Room } from "../room.ts";

export const objects: Room = {
  pages: {
    "/w/[workspace]/objects/page": { needs: "self" },
    "/w/[workspace]/objects/[resourceId]/page": { needs: "marketing-object:view" },
  },
  routes: {
    "/api/w/[workspace]/objects/children/route": { needs: "self", question: () => ({}) },
    "/api/w/[workspace]/objects/path/route": {
      needs: "marketing-object:view",
      question: ({ home }) => ({ resourceId: home.campaign }),
    },
  },
};
