import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { joinGroup } from "@/lib/members/enrolment";
import { type Build, inWorkspace, type Room } from "../room.ts";

/** A group of its own that the asker is in, if they are a member. */
const ownGroup: Build = async (stage, asker) => {
  const [groupId, { workspaceId }] = [randomUUID(), stage.home];
  await stage.write(async (tx) => {
    await tx.execute(sql`
      insert into groups (workspace_id, id, name)
      values (${workspaceId}, ${groupId}, ${`Zz ${randomBytes(4).toString("hex")}`})`);
    const [here] = await tx.execute(sql`
      select 1 from memberships where workspace_id = ${workspaceId} and id::text = ${asker.membershipId}`);
    if (here) await joinGroup(tx, workspaceId, groupId, asker.membershipId);
  });
  return inWorkspace({ own: { kind: "group", groupId } }, stage);
};

export const home: Room = {
  pages: {
    "/w/[workspace]/page": { needs: "self" },
    "/w/[workspace]/roles-guide/page": { needs: "self" },
  },
  routes: { "/api/w/[workspace]/events/route": { needs: "self" } },
  questions: {
    "home.give-back.preview": {
      needs: "self",
      input: ({ home: { seen } }) => ({ own: { kind: "role", grantId: seen.grantId } }),
    },
    "home.refusal": {
      needs: "self",
      input: () => ({ permission: "governance:view-audit" }),
    },
  },
  actions: {
    "app/w/[workspace]/actions.ts#giveBackAction": {
      needs: "self",
      input: ownGroup,
      optional: ["reason"],
      instead: { "account-administrator": "not-found" },
    },
  },
};
