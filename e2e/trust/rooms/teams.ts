import { sql } from "drizzle-orm";
import { aMember, type Build, inWorkspace, type Room } from "../room.ts";
import { grant } from "../tenant.ts";

const file = "app/w/[workspace]/objects/[resourceId]/team/actions.ts";
/** Whoever does not see the campaign is told that there is none. */
const sees = "marketing-object:view";
const terms = ["rights", "ends", "reviewOn", "reason"];

/** Somebody on the team of the campaign who was not there before. */
const onTeam: Build = async (stage) => {
  const member = await aMember(stage);
  const { campaign } = stage.home;
  const grantId = await stage.write((tx) => grant(tx, stage.home, member, "contributor", campaign));
  return inWorkspace({ resourceId: campaign, grantId }, stage);
};

export const teams: Room = {
  pages: {
    "/w/[workspace]/objects/[resourceId]/team/page": {
      needs: "group-access:view",
      sees,
      query: ["q", "group", "role", "after"],
    },
  },
  questions: {
    "teams.candidates": {
      needs: "group-access:manage",
      sees,
      input: ({ home }) => ({
        resourceId: home.campaign,
        q: "a",
        groupId: home.group,
        roleId: home.roles.viewer,
      }),
    },
    "teams.add.preview": {
      needs: "group-access:manage",
      sees,
      input: ({ home }) => ({
        resourceId: home.campaign,
        membershipIds: [home.seen.membershipId],
        groupIds: [home.group],
        roleId: home.roles.contributor,
        rights: { budget: "edit" },
        ends: { kind: "on", day: "2999-01-01" },
      }),
    },
    "teams.revise.preview": {
      needs: "group-access:edit",
      sees,
      input: ({ home }) => ({
        resourceId: home.campaign,
        grantId: home.seen.placeId,
        roleId: home.roles.viewer,
        ends: { kind: "on", day: "2999-01-01" },
        reviewOn: "2998-01-01",
      }),
    },
    "teams.remove.preview": {
      needs: "group-access:manage",
      sees,
      input: ({ home }) => ({ resourceId: home.campaign, grantIds: [home.seen.placeId] }),
    },
    "teams.leave.preview": {
      needs: "self",
      input: ({ home }) => ({ resourceId: home.campaign, grantId: home.seen.placeId }),
    },
  },
  actions: {
    [`${file}#addToTeamAction`]: {
      needs: "group-access:manage",
      sees,
      input: async (stage) => {
        const { membershipId } = await aMember(stage);
        const { campaign, roles } = stage.home;
        return inWorkspace(
          { resourceId: campaign, membershipIds: [membershipId], groupIds: [], roleId: roles.contributor },
          stage,
        );
      },
      optional: terms,
    },
    [`${file}#reviseGrantAction`]: {
      needs: "group-access:edit",
      sees,
      input: async (stage, asker) => {
        const { input } = await onTeam(stage, asker);
        return { input: { ...input, roleId: stage.home.roles.viewer } };
      },
      optional: terms,
    },
    [`${file}#removeFromTeamAction`]: {
      needs: "group-access:manage",
      sees,
      input: async (stage, asker) => {
        const { grantId, ...input } = (await onTeam(stage, asker)).input;
        return { input: { ...input, grantIds: [grantId] } };
      },
      optional: ["reason"],
    },
    [`${file}#leaveTeamAction`]: {
      needs: "self",
      input: async (stage, asker) => {
        const { campaign, seen, workspaceId } = stage.home;
        const grantId = await stage.write(async (tx) => {
          const [here] = await tx.execute(sql`
            select 1 from memberships where workspace_id = ${workspaceId} and id::text = ${asker.membershipId}`);
          return here ? grant(tx, stage.home, asker, "contributor", campaign) : seen.placeId;
        });
        return inWorkspace({ resourceId: campaign, grantId }, stage);
      },
      optional: ["reason"],
      instead: { "account-administrator": "not-found" },
    },
  },
};
