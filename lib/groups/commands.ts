import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { groups } from "@/db/schema/members";
import { beyondCeiling } from "@/lib/access/duties";
import { permissionsInShort } from "@/lib/access/permission-words";
import { change } from "@/lib/changes/change";
import { command } from "@/lib/doorway/command";
import { GuardRefusal, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { pendingInvitations } from "@/lib/grants/invited";
import { groupEvents } from "./events";
import { groupTarget, subjectOf } from "./group";
import {
  AddMembers,
  CreateGroup,
  DeleteGroup,
  EndGroupGrant,
  GiveRole,
  RemoveMembers,
  ReviseGroup,
} from "./input";
import { planDeletion, planEnding, planGiving, planJoining, planLeaving } from "./plans";

const permission = "general:manage-user";

/** What founding or renaming a group answers with. */
export type GroupNamed = { event: string; groupId: string; name: string };

/** Founds a group without members and without roles. */
export const createGroup = command({
  name: "groups.create",
  permission,
  input: CreateGroup,
  run: async (context, { name, description }): Promise<GroupNamed> => {
    const groupId = uuidv7();
    await refuseTakenName(context, name, groupId);
    await context.tx
      .insert(groups)
      .values({ workspaceId: context.workspace.id, id: groupId, name, description });
    const event = await context.audit(
      groupEvents.created({
        target: subjectOf({ id: groupId, name }),
        after: { name, ...(description ? { description } : {}) },
      }),
    );
    return { event, groupId, name };
  },
});

/** Renames or describes a group, which gives no more than whoever does it holds: a name tells others what it is worth. */
export const reviseGroup = command({
  name: "groups.revise",
  permission,
  input: ReviseGroup,
  run: async (context, { groupId, name, description }): Promise<GroupNamed> => {
    const group = await groupTarget(context, groupId);
    if (group.name === name && group.description === description)
      throw new Refusal("conflict", "Nothing was changed.");
    const beyond = beyondCeiling(context.access, group.grants);
    if (beyond.length > 0)
      throw new GuardRefusal(
        `${group.name} gives more than you hold yourself: ${permissionsInShort(beyond)}. Ask an Admin to rename it.`,
        { target: subjectOf(group) },
      );
    await refuseTakenName(context, name, groupId);
    await context.tx
      .update(groups)
      .set({ name, description })
      .where(and(eq(groups.workspaceId, context.workspace.id), eq(groups.id, groupId)));
    const event = await context.audit(
      groupEvents.revised({
        target: subjectOf({ id: groupId, name }),
        before: { name: group.name, description: group.description },
        after: { name, description },
      }),
    );
    return { event, groupId, name };
  },
});

/** Puts members into a group. */
export const addMembers = change({
  name: "groups.add-members",
  permission,
  input: AddMembers,
  plan: (scope, { groupId, membershipIds }) => planJoining(scope, groupId, membershipIds),
});

/** Takes members out of a group. */
export const removeMembers = change({
  name: "groups.remove-members",
  permission,
  input: RemoveMembers,
  plan: (scope, { groupId, membershipIds }) => planLeaving(scope, groupId, membershipIds),
});

/** Gives a group a role on the workspace, and so each of its members. */
export const giveGroupRole = change({
  name: "groups.give-role",
  permission,
  input: GiveRole,
  plan: planGiving,
});

/** Ends one grant of a group, on the workspace or on any resource below it. */
export const endGroupGrant = change({
  name: "groups.end-grant",
  permission,
  input: EndGroupGrant,
  plan: (scope, { groupId, grantId }) => planEnding(scope, groupId, grantId),
});

/** Deletes a group; its grants end with it, or each member keeps them as their own. */
export const deleteGroup = change({
  name: "groups.delete",
  permission,
  input: DeleteGroup,
  plan: (scope, { groupId, grants }) => planDeletion(scope, groupId, grants),
  shows: async (scope, { groupId }) => ({ invitations: await pendingInvitations(scope, { groupId }) }),
});

async function refuseTakenName({ tx, workspace }: Scope, name: string, except: string): Promise<void> {
  const [taken] = await tx
    .select({ name: groups.name })
    .from(groups)
    .where(
      and(
        eq(groups.workspaceId, workspace.id),
        isNull(groups.endedAt),
        eq(sql`lower(${groups.name})`, sql`lower(${name})`),
        ne(groups.id, except),
      ),
    );
  if (taken)
    throw new Refusal("conflict", `There is a group ${taken.name} already. Choose another name.`, {
      name: `There is a group ${taken.name} already.`,
    });
}
