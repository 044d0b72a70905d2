import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { command } from "@/lib/doorway/command";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import type { BulkRow } from "@/lib/members/bulk";
import { givesAdmin } from "@/lib/members/direct-roles";
import { subjectOf as memberSubject } from "@/lib/members/target";
import { carryOut } from "./carrying-out";
import { changeAsked } from "./change";
import { groupEvents } from "./events";
import { type Group, groupTarget, holdsAdmin, subjectOf } from "./group";
import {
  AddMembers,
  CreateGroup,
  DeleteGroup,
  EndGroupGrant,
  GiveRole,
  RemoveMembers,
  ReviseGroup,
} from "./input";
import { idsOf, joining, type Known, leaving, rowOf } from "./people";

const permission = "general:manage-user";

/**
 * What a change of a group answers with: its audit event, the first of them where each person has one, and the group;
 * `people` for how many it was done.
 */
export type GroupChanged = { event: string; groupId: string; name: string; people: number };
/** `rows`: what became of each who was named. */
export type MembersAdded = GroupChanged & { rows: BulkRow[] };

/** Founds a group without members and without roles. */
export const createGroup = command({
  name: "groups.create",
  permission,
  input: CreateGroup,
  run: async (context, { name, description }): Promise<GroupChanged> => {
    const id = uuidv7();
    await refuseTakenName(context, name, id);
    await context.tx.execute(sql`
      insert into groups (workspace_id, id, name, description) values (${context.workspace.id}, ${id}, ${name}, ${description})`);
    const event = await context.audit(
      groupEvents.created({
        target: subjectOf({ id, name }),
        after: { name, ...(description ? { description } : {}) },
      }),
    );
    return { event, groupId: id, name, people: 0 };
  },
});

/** Renames or describes a group. */
export const reviseGroup = command({
  name: "groups.revise",
  permission,
  input: ReviseGroup,
  run: async (context, { groupId, name, description }): Promise<GroupChanged> => {
    const group = await groupTarget(context, groupId);
    if (group.name === name && group.description === description)
      throw new Refusal("conflict", "Nothing was changed.");
    await refuseTakenName(context, name, groupId);
    await context.tx.execute(sql`
      update groups set name = ${name}, description = ${description}
      where workspace_id = ${context.workspace.id} and id = ${groupId}`);
    const event = await context.audit(
      groupEvents.revised({
        target: subjectOf({ id: groupId, name }),
        before: { name: group.name, description: group.description },
        after: { name, description },
      }),
    );
    return { event, groupId, name, people: 0 };
  },
});

/** Puts members into a group; those who are in it already stay as they are. */
export const addMembers = command({
  name: "groups.add-members",
  permission,
  input: AddMembers,
  fresh: async (scope, { groupId }) => holdsAdmin(await groupTarget(scope, groupId)),
  run: async (context, { groupId, membershipIds, reason }): Promise<MembersAdded> => {
    const group = await groupTarget(context, groupId);
    const { joins, left, nobody } = await joining(context, group, membershipIds);
    if (nobody) throw nobody;
    await carryOut(context, group, { kind: "add", membershipIds: idsOf(joins) });
    const events = await context.auditEach(
      joins.map((person) =>
        groupEvents.memberJoined({
          target: memberOf(person),
          after: { group: group.name, groupId },
          reason,
        }),
      ),
    );
    const joined = joins.map((person, nth) => rowOf(person, "change", null, events[nth]));
    const rows = [...left, ...joined];
    return { event: events[0] ?? "", groupId, name: group.name, people: joins.length, rows };
  },
  changes: ({ people }) => people,
});

/** Takes members out of a group. */
export const removeMembers = command({
  name: "groups.remove-members",
  permission,
  input: RemoveMembers,
  run: async (context, { groupId, membershipIds, reason }): Promise<GroupChanged> => {
    const group = await groupTarget(context, groupId);
    const leaves = await leaving(context, group, membershipIds);
    await carryOut(context, group, { kind: "remove", membershipIds: idsOf(leaves) });
    const [event = ""] = await context.auditEach(
      leaves.map((person) =>
        groupEvents.memberLeft({
          target: memberOf(person),
          before: { group: group.name, groupId },
          reason,
        }),
      ),
    );
    return { event, groupId, name: group.name, people: leaves.length };
  },
  changes: ({ people }) => people,
});

/** Gives a group a role on the workspace, and so each of its members. */
export const giveGroupRole = command({
  name: "groups.give-role",
  permission,
  input: GiveRole,
  fresh: givesAdmin,
  run: async (context, { groupId, reason, ...asked }): Promise<GroupChanged> => {
    const group = await groupTarget(context, groupId);
    const change = await changeAsked(context, group, { kind: "give", ...asked });
    const before = rolesOn(group, context.workspace.id);
    const held = group.grants.some(
      ({ role, resource, openEnded }) =>
        role.id === asked.roleId && resource.id === context.workspace.id && openEnded,
    );
    if (held) throw new Refusal("conflict", `${group.name} gives this role already, without an end.`);
    const { people } = await carryOut(context, group, change);
    const event = await context.audit(
      groupEvents.roleAdded({
        target: subjectOf(group),
        resource: context.root,
        before: { roles: before },
        after: {
          roles: rolesOn(await groupTarget(context, groupId), context.workspace.id),
          ...(asked.endsOn ? { endsOn: asked.endsOn } : {}),
          ...(asked.reviewOn ? { reviewOn: asked.reviewOn } : {}),
          people,
        },
        reason,
      }),
    );
    return { event, groupId, name: group.name, people };
  },
});

/** Ends one grant of a group, on the workspace or on any resource below it. */
export const endGroupGrant = command({
  name: "groups.end-grant",
  permission,
  input: EndGroupGrant,
  run: async (context, { groupId, grantId, reason }): Promise<GroupChanged> => {
    const group = await groupTarget(context, groupId);
    const change = await changeAsked(context, group, { kind: "end", grantId });
    const resource = group.grants.find(({ id }) => id === grantId)?.resource ?? context.root;
    const before = rolesOn(group, resource.id);
    const { people } = await carryOut(context, group, change);
    const event = await context.audit(
      groupEvents.roleEnded({
        target: subjectOf(group),
        resource,
        before: { roles: before },
        after: { roles: rolesOn(await groupTarget(context, groupId), resource.id), people },
        reason,
      }),
    );
    return { event, groupId, name: group.name, people };
  },
});

/** Deletes a group; its grants end with it, or each member keeps them as their own. */
export const deleteGroup = command({
  name: "groups.delete",
  permission,
  input: DeleteGroup,
  fresh: async (scope, { groupId, grants }) => {
    const group = await groupTarget(scope, groupId);
    return grants === "keep" && holdsAdmin(group);
  },
  run: async (context, { groupId, grants, reason }): Promise<GroupChanged> => {
    const group = await groupTarget(context, groupId);
    const { people, names } = await carryOut(context, group, { kind: "delete", grants });
    const event = await context.audit(
      groupEvents.deleted({
        target: subjectOf(group),
        before: {
          members: names,
          people,
          grants: group.grants.map(({ role, resource }) => inPlace(role.name, resource)),
        },
        after: { grants: grants === "keep" ? "Kept by each member" : "Ended with the group" },
        reason,
      }),
    );
    return { event, groupId, name: group.name, people };
  },
});

function memberOf({ id, name, email }: Known) {
  return memberSubject({ membershipId: id, name, email });
}

async function refuseTakenName({ tx, workspace }: Scope, name: string, except: string): Promise<void> {
  const [taken] = await tx.execute<{ name: string }>(sql`
    select name from groups where workspace_id = ${workspace.id} and ended_at is null and lower(name) = lower(${name})
      and id <> ${except}`);
  if (taken)
    throw new Refusal("conflict", `There is a group ${taken.name} already. Choose another name.`, {
      name: `There is a group ${taken.name} already.`,
    });
}

function rolesOn({ grants }: Group, resourceId: string): string[] {
  return grants.filter(({ resource }) => resource.id === resourceId).map(({ role }) => role.name);
}

function inPlace(role: string, { kind, name }: Group["grants"][number]["resource"]): string {
  return kind === "workspace" ? role : `${role} on ${name}`;
}
