import {
  addRoleAction,
  deactivateMemberAction,
  endRoleAction,
  makeRoleAction,
  reactivateMemberAction,
  revokeAccessAction,
} from "./actions";

export type MemberRef = { membershipId: string; name: string };

/** A change that somebody chose in a menu and has not confirmed yet. */
export type ChosenChange =
  | { kind: "make" | "add"; roleId?: string }
  | { kind: "end"; grantId: string; roleName: string }
  | { kind: "deactivate" | "reactivate" | "revoke" };

const actions = {
  make: makeRoleAction,
  add: addRoleAction,
  end: endRoleAction,
  deactivate: deactivateMemberAction,
  reactivate: reactivateMemberAction,
  revoke: revokeAccessAction,
} as const;

/** The server action that carries a change out. */
export function actionFor({ kind }: ChosenChange) {
  return actions[kind];
}

export function titleOf(change: ChosenChange, name: string, role: string | undefined): string {
  switch (change.kind) {
    case "make":
      return role ? `Make ${name} ${role}` : `Change the role of ${name}`;
    case "add":
      return `Add a role to ${name}`;
    case "end":
      return `End ${change.roleName} of ${name}`;
    case "deactivate":
      return `Deactivate ${name}`;
    case "reactivate":
      return `Reactivate ${name}`;
    case "revoke":
      return `Revoke access of ${name}`;
  }
}

export function verbOf(change: ChosenChange, role: string | undefined): string {
  switch (change.kind) {
    case "make":
      return role ? `Make ${role}` : "Change role";
    case "add":
      return "Add role";
    case "end":
      return "End role";
    case "deactivate":
      return "Deactivate";
    case "reactivate":
      return "Reactivate";
    case "revoke":
      return "Revoke access";
  }
}

export function consequenceOf({ kind }: ChosenChange, name: string): string {
  switch (kind) {
    case "deactivate":
      return `${name} is out at once. Roles, groups and history stay.`;
    case "reactivate":
      return "Gives back what has not expired.";
    case "revoke":
      return "Ends membership, roles and groups for good.";
    default:
      return "Works at once, in open tabs too.";
  }
}

export function doneWords(change: ChosenChange, name: string, role: string | undefined): string {
  switch (change.kind) {
    case "make":
      return `${name} is ${role} now.`;
    case "add":
      return `${name} holds ${role} now.`;
    case "end":
      return `${change.roleName} of ${name} has ended.`;
    case "deactivate":
      return `${name} is deactivated.`;
    case "reactivate":
      return `${name} is active again.`;
    case "revoke":
      return `${name} has no access any more.`;
  }
}
