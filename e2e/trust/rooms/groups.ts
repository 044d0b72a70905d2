import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { joinGroup } from "@/lib/members/enrolment";
import { aMember, type Build, inWorkspace, type Room } from "../room.ts";
import type { Stage } from "../stage.ts";
import { grant } from "../tenant.ts";

const rareName = () => `Zz ${randomBytes(4).toString("hex")}`;

/** A group of its own, with one member and one role. */
const aGroup = (stage: Stage) =>
  stage.write(async (tx) => {
    const [groupId, { workspaceId }] = [randomUUID(), stage.home];
    await tx.execute(
      sql`insert into groups (workspace_id, id, name) values (${workspaceId}, ${groupId}, ${rareName()})`,
    );
    return { groupId, grantId: await grant(tx, stage.home, { groupId }, "view-members") };
  });

const aboutGroup =
  (more: (stage: Stage) => Record<string, unknown> = () => ({})): Build =>
  async (stage) =>
    inWorkspace({ groupId: (await aGroup(stage)).groupId, ...more(stage) }, stage);

const withMember = (isIn: boolean) => async (stage: Stage) => {
  const { groupId } = await aGroup(stage);
  const { membershipId } = await aMember(stage);
  if (isIn) await stage.write((tx) => joinGroup(tx, stage.home.workspaceId, groupId, membershipId));
  return { groupId, membershipIds: [membershipId] };
};

const sent =
  (question: (stage: Stage) => Promise<Record<string, unknown>>): Build =>
  async (stage) =>
    inWorkspace(await question(stage), stage);

const file = "app/w/[workspace]/settings/groups/actions.ts";
const needs = "general:manage-user";
const reason = { optional: ["reason"] };

export const groups: Room = {
  pages: {
    "/w/[workspace]/settings/groups/page": { needs: "general:view-members", query: ["q", "sort", "after"] },
    "/w/[workspace]/settings/groups/[groupId]/page": {
      needs: "general:view-members",
      query: ["find", "q", "after"],
    },
  },
  questions: {
    "groups.candidates": {
      needs,
      input: ({ home }) => ({ groupId: home.group, q: "qanary" }),
    },
    "groups.add-members.preview": { needs, input: withMember(false) },
    "groups.remove-members.preview": { needs, input: withMember(true) },
    "groups.give-role.preview": {
      needs,
      input: async (stage) => ({
        groupId: (await aGroup(stage)).groupId,
        roleId: stage.home.roles["user-manager"],
      }),
    },
    "groups.end-grant.preview": { needs, input: aGroup },
    "groups.delete.preview": {
      needs,
      input: async (stage) => ({ groupId: (await aGroup(stage)).groupId, grants: "keep" }),
    },
    "groups.pasted-list": {
      needs,
      input: ({ home }) => ({ groupId: home.group, text: home.seen.email }),
    },
  },
  actions: {
    [`${file}#createGroupAction`]: {
      needs,
      input: async (stage) => inWorkspace({ name: rareName(), description: "For all" }, stage),
      optional: ["description"],
    },
    [`${file}#reviseGroupAction`]: {
      needs,
      input: aboutGroup(() => ({ name: rareName(), description: "For all" })),
      optional: ["description"],
    },
    [`${file}#addMembersAction`]: { needs, input: sent(withMember(false)), ...reason },
    [`${file}#removeMembersAction`]: { needs, input: sent(withMember(true)), ...reason },
    [`${file}#giveGroupRoleAction`]: {
      needs,
      input: aboutGroup(({ home }) => ({ roleId: home.roles["user-manager"] })),
      optional: ["endsOn", "reviewOn", "reason"],
    },
    [`${file}#endGroupGrantAction`]: {
      needs,
      input: async (stage) => inWorkspace(await aGroup(stage), stage),
      ...reason,
    },
    [`${file}#deleteGroupAction`]: { needs, input: aboutGroup(() => ({ grants: "keep" })), ...reason },
  },
};
