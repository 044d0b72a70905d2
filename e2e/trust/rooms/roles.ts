import type { Room } from "../room.ts";

export const roles: Room = {
  pages: {
    "/w/[workspace]/settings/roles/page": { needs: "general:view-members", query: ["q", "kind"] },
    "/w/[workspace]/settings/roles/[roleId]/page": {
      needs: "general:view-members",
      also: { member: ["general:view-members"] },
    },
  },
};
