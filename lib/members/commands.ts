import "server-only";
import { change } from "@/lib/changes/change";
import type { Scope } from "@/lib/doorway/scope";
import { pendingInvitations } from "@/lib/grants/invited";
import { roleMarks } from "@/lib/grants/marks";
import { openPlaces } from "@/lib/grants/opening";
import { lastDay } from "@/lib/grants/role-words";
import {
  ChangeRole,
  ChangeRoleOfMany,
  ChangeStanding,
  ChangeStandingOfMany,
  EndGrant,
  PreviewRoleOfMany,
  PreviewStandingOfMany,
} from "./input";
import {
  directRoles,
  each,
  one,
  planAdding,
  planDeactivation,
  planEnding,
  planMaking,
  planReactivation,
  planRemoval,
  soonest,
} from "./plans";
import { memberTarget } from "./target";

const permission = "general:manage-user";

/** Makes a member hold one role directly on the workspace, in place of those they held directly there. */
export const makeRole = change({
  name: "members.make-role",
  permission,
  input: ChangeRole,
  plan: async (scope, { membershipId, ...asked }) => planMaking(scope, await one(scope, membershipId), asked),
  shows: async (scope, { membershipId }) => ({
    keptEnd: await keptEnd(scope, membershipId),
    ...(await rolesBeside(scope, membershipId, "direct")),
  }),
});

/** The same for each of many. */
export const makeRoleOfMany = change({
  name: "members.make-role-many",
  permission,
  input: ChangeRoleOfMany,
  previewInput: PreviewRoleOfMany,
  plan: async (scope, { membershipIds, ...asked }) => ({
    ...(await planMaking(scope, await each(scope, membershipIds), asked)),
    eachAlone: true,
  }),
});

/** Gives a member one more role directly on the workspace. */
export const addRole = change({
  name: "members.add-role",
  permission,
  input: ChangeRole,
  plan: (scope, { membershipId, ...asked }) => planAdding(scope, membershipId, asked),
  shows: (scope, { membershipId }) => rolesBeside(scope, membershipId, "none"),
});

/** Ends one role that a member holds directly. */
export const endRole = change({
  name: "members.end-role",
  permission,
  input: EndGrant,
  plan: (scope, { membershipId, grantId }) => planEnding(scope, membershipId, grantId),
  shows: (scope, { membershipId, grantId }) => rolesBeside(scope, membershipId, grantId),
});

/** Ends a member's access at once; keeps roles, groups and history. */
export const deactivateMember = change({
  name: "members.deactivate",
  permission,
  input: ChangeStanding,
  plan: async (scope, { membershipId }) => planDeactivation(scope, await one(scope, membershipId)),
  shows: (scope, { membershipId }) => rolesBeside(scope, membershipId, "none"),
});

/** The same for each of many. */
export const deactivateMany = change({
  name: "members.deactivate-many",
  permission,
  input: ChangeStandingOfMany,
  previewInput: PreviewStandingOfMany,
  plan: async (scope, { membershipIds }) => ({
    ...(await planDeactivation(scope, await each(scope, membershipIds))),
    eachAlone: true,
  }),
});

/** Gives a deactivated member back what has not ended meanwhile. */
export const reactivateMember = change({
  name: "members.reactivate",
  permission,
  input: ChangeStanding,
  plan: (scope, { membershipId }) => planReactivation(scope, membershipId),
  shows: (scope, { membershipId }) => rolesBeside(scope, membershipId, "none"),
});

/** Ends a membership for good with all its grants and places in groups; refused where somebody must take over first. */
export const revokeAccess = change({
  name: "members.revoke",
  permission,
  input: ChangeStanding,
  plan: (scope, { membershipId }) => planRemoval(scope, membershipId),
  shows: async (scope, { membershipId }) => {
    const { userId } = await memberTarget(scope, membershipId);
    const invitations = await pendingInvitations(scope, { inviterId: userId });
    return { invitations, ...(await rolesBeside(scope, membershipId, "all")) };
  },
});

/** The last day of the roles that "Make" replaces, where one of them ends: it is kept unless the form says otherwise. */
async function keptEnd(scope: Scope, membershipId: string): Promise<string | null> {
  const end = soonest(directRoles(scope, await memberTarget(scope, membershipId)));
  return end === null ? null : lastDay(end, scope.workspace.timeZone);
}

/** Roles that a change of one member ends, and those that stay: "Brand Team Lead through Brand". */
export type RolesBeside = { ends: string[]; stays: string[] };

async function rolesBeside(
  scope: Scope,
  membershipId: string,
  ending: "direct" | "all" | "none" | (string & {}),
): Promise<RolesBeside> {
  const target = await memberTarget(scope, membershipId);
  const direct = directRoles(scope, target).map(({ id }) => id);
  const ended = new Set(ending === "direct" || ending === "all" ? direct : [ending]);
  const roles = roleMarks(target.facts, scope.now).map((mark) => ({ ...mark, on: "" }));
  const places = openPlaces(scope, target.facts).map((mark) => ({
    ...mark,
    name: mark.role,
    on: ` on ${mark.resource.name}`,
  }));
  const staying = ending === "all" ? [] : [...roles, ...places].filter(({ grantId }) => !ended.has(grantId));
  return {
    ends: roles.filter(({ grantId }) => ended.has(grantId)).map(({ name }) => name),
    stays: staying.map(({ name, on, group }) => `${name}${on}${group ? ` through ${group}` : ""}`),
  };
}
