/** What an event is about, as the log groups it. */
export type Kind =
  | "Member"
  | "Session"
  | "Invitation"
  | "Role"
  | "Group"
  | "Grant"
  | "Team"
  | "Object"
  | "Governance"
  | "Settings"
  | "API key"
  | "Audit log"
  | "Other";

const kinds = new Map<string, Kind>(
  Object.entries({
    member: "Member",
    members: "Member",
    session: "Session",
    sessions: "Session",
    invitation: "Invitation",
    invitations: "Invitation",
    role: "Role",
    roles: "Role",
    group: "Group",
    groups: "Group",
    grant: "Grant",
    grants: "Grant",
    team: "Team",
    object: "Object",
    objects: "Object",
    teams: "Team",
    product: "Governance",
    workspace: "Settings",
    workspaces: "Settings",
    "api-key": "API key",
    keys: "API key",
    audit: "Audit log",
  } as const),
);

const names = new Map(
  Object.entries({
    "member.role-changed": "Roles changed",
    "member.role-added": "Role added",
    "member.role-ended": "Role ended",
    "member.deactivated": "Member deactivated",
    "member.reactivated": "Member reactivated",
    "member.revoked": "Access revoked",
    "member.sessions-ended": "Sessions ended",
    "invitation.sent": "Invitation sent",
    "invitation.resent": "Invitation resent",
    "invitation.removed": "Invitation removed",
    "invitation.accepted": "Invitation accepted",
    "workspace.founded": "Workspace founded",
    "role.created": "Role created",
    "role.revised": "Role changed",
    "role.deleted": "Role deleted",
    "team.role-added": "Added to a team",
    "team.role-changed": "Team role changed",
    "team.role-ended": "Taken from a team",
    "object.created": "Object created",
    "object.renamed": "Object renamed",
    "object.moved": "Object moved",
    "object.archived": "Object archived",
    "object.restored": "Object restored",
    "object.completed": "Project completed",
    "object.reopened": "Project reopened",
    "team.left": "Team left",
    "product.role-added": "Product role given",
    "product.role-ended": "Product role ended",
    "group.role-added": "Group role added",
    "group.role-ended": "Group role ended",
    "api-key.created": "API key created",
    "api-key.revoked": "API key revoked",
    "group.created": "Group created",
    "group.revised": "Group changed",
    "group.deleted": "Group deleted",
    "member.role-given-back": "Role given back",
    "member.left-group": "Left a group",
    "member.group-joined": "Added to a group",
    "member.group-left": "Taken out of a group",
    "audit.exported": "Audit log exported",
  }),
);

/** What commands do, as in "Tried to …". Their names stand in the log when they were refused. */
const attempts = new Map(
  Object.entries({
    "home.give-back": "give back access",
    "members.make-role": "change a member’s role",
    "members.add-role": "add a role to a member",
    "members.end-role": "end a member’s role",
    "members.deactivate": "deactivate a member",
    "members.make-role-many": "change the roles of many members",
    "members.deactivate-many": "deactivate many members",
    "members.reactivate": "reactivate a member",
    "members.revoke": "revoke a member’s access",
    "members.end-sessions": "end a member’s sessions",
    "teams.add": "add somebody to a team",
    "teams.revise": "change somebody’s place on a team",
    "teams.remove": "take somebody off a team",
    "teams.leave": "leave a team",
    "invitations.invite": "invite somebody",
    "invitations.invite-many": "invite many people",
    "invitations.resend": "resend an invitation",
    "invitations.remove": "remove an invitation",
    "objects.create": "create an object",
    "objects.rename": "rename an object",
    "objects.move": "move an object",
    "objects.archive": "archive an object",
    "objects.restore": "restore an object",
    "objects.complete": "complete a project",
    "objects.reopen": "reopen a project",
    "keys.create": "create an API key",
    "keys.revoke": "revoke an API key",
    "roles.create": "create a role",
    "roles.revise": "change a role",
    "roles.restore": "restore a revision of a role",
    "roles.delete": "delete a role",
    "groups.create": "create a group",
    "groups.revise": "change a group",
    "groups.add-members": "add members to a group",
    "groups.remove-members": "take members out of a group",
    "groups.give-role": "give a group a role",
    "groups.end-grant": "end a role of a group",
    "groups.delete": "delete a group",
    "audit.prepare-export": "export the audit log",
  }),
);

/** The kind of an action or of a refused command. */
export function kindOf(action: string): Kind {
  return action.startsWith("member.sessions-") ? "Session" : (kinds.get(nounOf(action)) ?? "Other");
}

/** An action as a short name for filters: "Member deactivated", "Refused: deactivate a member". */
export function actionName(action: string): string {
  if (isCommand(action)) return `Refused: ${attemptOf(action)}`;
  return names.get(action) ?? capitalised(`${nounOf(action)} ${verbOf(action)}`);
}

/** What a refused command wanted, as a verb with its object. */
export function attemptOf(command: string): string {
  return attempts.get(command) ?? `${verbOf(command)} (${nounOf(command)})`;
}

/** Events are told in the past of one thing, commands are named after a room: `member.deactivated`, `members.deactivate`. */
function isCommand(action: string): boolean {
  return attempts.has(action) || nounOf(action).endsWith("s");
}

/** "member" of `member.role-changed`. */
export function nounOf(action: string): string {
  return action.split(".", 1)[0] ?? action;
}

/** "role changed" of `member.role-changed`. */
export function verbOf(action: string): string {
  return action.slice(nounOf(action).length + 1).replaceAll("-", " ");
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
