import { sql } from "drizzle-orm";
import { aMember, type Build, inWorkspace, type Room } from "../room.ts";
import type { Stage } from "../stage.ts";
import { grant, writeSession } from "../tenant.ts";

const aboutMember: Build = async (stage) =>
  inWorkspace({ membershipId: (await aMember(stage)).membershipId }, stage);

const giving: Build = async (stage) => {
  const { membershipId } = await aMember(stage);
  return inWorkspace({ membershipId, roleId: stage.home.roles["view-members"] }, stage);
};

const file = "app/w/[workspace]/settings/members/actions.ts";
const needs = "general:manage-user";

const asksAbout = ({ home }: Stage) => ({ membershipId: home.seen.membershipId });
const asksForRole = ({ home }: Stage) => ({
  membershipId: home.seen.membershipId,
  roleId: home.roles.viewer,
  endsOn: "2999-01-01",
});

export const members: Room = {
  pages: {
    "/w/[workspace]/settings/members/page": {
      needs: "general:view-members",
      also: {
        member: ["general:view-members"],
        inviteChoices: ["general:invite-user", "marketing-object:view"],
      },
      query: ["tab", "q", "role", "group", "new", "sort", "after"],
    },
    "/w/[workspace]/settings/members/[membershipId]/page": {
      needs: "general:view-members",
      also: {
        member: ["general:view-members"],
        activity: ["governance:view-audit"],
        effectiveAccess: ["general:manage-user"],
        sessions: ["general:manage-user"],
      },
    },
  },
  questions: {
    "members.make-role.preview": { needs, input: asksForRole },
    "members.make-role.glance": { needs, input: asksForRole },
    "members.add-role.preview": { needs, input: asksForRole },
    "members.add-role.glance": { needs, input: asksForRole },
    "members.end-role.preview": {
      needs,
      input: ({ home: { seen } }) => ({ membershipId: seen.membershipId, grantId: seen.grantId }),
    },
    "members.deactivate.preview": { needs, input: asksAbout },
    "members.deactivate.glance": { needs, input: asksAbout },
    "members.reactivate.preview": { needs, input: asksAbout },
    "members.reactivate.glance": { needs, input: asksAbout },
    "members.revoke.preview": { needs, input: asksAbout },
    "members.make-role-many.preview": {
      needs,
      input: ({ home }) => ({ membershipIds: [home.seen.membershipId], roleId: home.roles.viewer }),
    },
    "members.deactivate-many.preview": {
      needs,
      input: ({ home }) => ({ membershipIds: [home.seen.membershipId] }),
    },
    "members.matching": {
      needs,
      input: ({ home }) => ({ q: home.seen.name, roleId: home.roles.viewer }),
    },
  },
  actions: {
    [`${file}#makeRoleAction`]: { needs, input: giving, optional: ["endsOn", "reviewOn", "reason"] },
    [`${file}#addRoleAction`]: { needs, input: giving, optional: ["endsOn", "reviewOn", "reason"] },
    [`${file}#endRoleAction`]: {
      needs,
      input: async (stage) => {
        const { membershipId } = await aMember(stage);
        const grantId = await stage.write((tx) => grant(tx, stage.home, { membershipId }, "view-members"));
        return inWorkspace({ membershipId, grantId }, stage);
      },
      optional: ["reason"],
    },
    [`${file}#deactivateMemberAction`]: { needs, input: aboutMember, optional: ["reason"] },
    [`${file}#reactivateMemberAction`]: {
      needs,
      input: async (stage) => {
        const { membershipId } = await aMember(stage);
        await stage.write((tx) =>
          tx.execute(sql`
          update active_periods set valid_to = clock_timestamp()
          where workspace_id = ${stage.home.workspaceId} and membership_id = ${membershipId}`),
        );
        return inWorkspace({ membershipId }, stage);
      },
      optional: ["reason"],
    },
    [`${file}#revokeAccessAction`]: { needs, input: aboutMember, optional: ["reason"] },
    [`${file}#makeRoleOfManyAction`]: {
      needs,
      input: async (stage) => {
        const { membershipId } = await aMember(stage);
        return inWorkspace(
          { membershipIds: [membershipId], roleId: stage.home.roles["view-members"] },
          stage,
        );
      },
      optional: ["endsOn", "reviewOn", "reason"],
    },
    [`${file}#deactivateManyAction`]: {
      needs,
      input: async (stage) => inWorkspace({ membershipIds: [(await aMember(stage)).membershipId] }, stage),
      optional: ["reason"],
    },
    [`${file}#endMemberSessionsAction`]: {
      needs,
      input: async (stage) => {
        const { membershipId, userId } = await aMember(stage);
        const { id } = await stage.write((tx) => writeSession(tx, userId));
        return inWorkspace({ membershipId, sessionId: id }, stage);
      },
    },
  },
};
