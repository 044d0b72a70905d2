import type { PermissionId } from "./catalogue";
import { holdsAt, type Instant, lastsAt, type Validity } from "./instant";
import type { RoleContents } from "./role";

export type ResourceKind = "workspace" | "campaign" | "project" | "action" | "data-product" | "data-table";

/** A node of the workspace's tree. `path`: the ids from the workspace down to the resource itself. */
export type ResourceRef = { id: string; kind: ResourceKind; name: string; path: readonly string[] };

/** A role with what it held over time; revisions do not overlap. */
export type RoleFact = {
  id: string;
  name: string;
  kind: "system" | "custom" | "governance";
  revisions: readonly (Validity & { contents: RoleContents })[];
};

/** One spell of the person in a group: who left and came back appears twice, with the same id. */
export type GroupFact = { id: string; name: string; validity: Validity };

/** A role given on a resource for a time, to the member (`groupId` null) or to one of the groups. */
export type GrantFact = {
  id: string;
  groupId: string | null;
  role: RoleFact;
  resource: ResourceRef;
  validity: Validity;
  /** The project whose completion ends the grant, if one does. */
  endsWithId: string | null;
  plus: PermissionId[];
  minus: PermissionId[];
  /** Where the grant came from, as the database names it: shown in proofs, without effect on decisions. */
  source: string;
};

/**
 * All that bears on one person's access in one workspace, past and future facts included. `subject` null: nobody by
 * that id. `administers`: when the person was an administrator of the account. `active`: when their membership was.
 */
export type Facts = {
  subject: { id: string; disabled: boolean } | null;
  administers: readonly Validity[];
  workspace: ResourceRef;
  active: readonly Validity[];
  groups: readonly GroupFact[];
  grants: readonly GrantFact[];
};

/** What a role contains at an instant; undefined when no revision of it is in force. */
export function contentsAt(
  { revisions }: Pick<RoleFact, "revisions">,
  at: Instant,
): RoleContents | undefined {
  return revisions.find((revision) => holdsAt(revision, at))?.contents;
}

/** The grants that reach the person at an instant or later, directly or through a group. */
export function lastingGrants({ grants, groups }: Facts, at: Instant): GrantFact[] {
  const within = new Set(groups.filter(({ validity }) => lastsAt(validity, at)).map(({ id }) => id));
  return grants.filter(
    ({ groupId, validity }) => lastsAt(validity, at) && (groupId === null || within.has(groupId)),
  );
}

/** The kinds that make up the tree of objects, from the top down. */
export const objectKinds = ["campaign", "project", "action"] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** Whether a resource of this kind is an object, with a page and a team of its own. */
export function isObjectKind(kind: string): boolean {
  return objectKinds.some((one) => one === kind);
}
