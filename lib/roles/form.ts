import "server-only";
import { administration } from "@/lib/access/access";
import { applications, type PermissionId } from "@/lib/access/catalogue";
import { isoOf } from "@/lib/access/instant";
import { difference, idsOf } from "@/lib/access/permission-set";
import type { RoleContents } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { RoleFormId } from "./input";
import { type RoleRecord, roleRecord } from "./record";

/** What the form of a role begins from. */
export type RoleForm = {
  /** Null for a role that is new. */
  role: Pick<RoleRecord, "id" | "kind" | "number" | "author" | "at"> | null;
  name: string;
  description: string;
  contents: RoleContents;
  /** The role whose contents a new one takes over. */
  from: { id: string; name: string } | null;
  /** What the person who asks does not hold on the workspace, and so can neither add to a role nor take from it. */
  beyond: PermissionId[];
  now: string;
  timeZone: string;
};

/** The form of a role as it is now: to change it, to clone it, or to begin with nothing. */
export const roleForm = query({
  name: "roles.form",
  permission: "general:manage-role",
  input: RoleFormId,
  run: async (scope, { roleId, from }): Promise<RoleForm> => {
    const role = roleId ? await roleRecord(scope, roleId) : null;
    const source = !role && from ? await roleRecord(scope, from) : null;
    const { name, description, contents } = role ?? (source ? cloneOf(source) : blank);
    return {
      role: role && { id: role.id, kind: role.kind, number: role.number, author: role.author, at: role.at },
      name,
      description,
      contents,
      from: source && { id: source.id, name: source.name },
      beyond: beyondOf(scope),
      now: isoOf(scope.now),
      timeZone: scope.workspace.timeZone,
    };
  },
});

const blank = {
  name: "",
  description: "",
  contents: { applications: applications.map(({ id }) => id), permissions: [] },
};

function cloneOf({ name, description, contents }: RoleRecord) {
  return { name: `Copy of ${name}`.slice(0, 60), description, contents };
}

function beyondOf({ access, root }: Scope): PermissionId[] {
  return idsOf(difference(administration, access.permissionsOn(root)));
}
