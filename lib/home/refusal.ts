import "server-only";
import { z } from "zod";
import { isPermission, labelOf, type PermissionId } from "@/lib/access/catalogue";
import { holdsAt } from "@/lib/access/instant";
import { has } from "@/lib/access/permission-set";
import { effectiveOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import { rolesOf } from "@/lib/grants/facts";
import { roleMarks } from "@/lib/members/standing";
import { adminsOf, type Home } from "./queries";

export type RefusalReason = {
  person: string;
  roles: string[];
  missing: string;
  /** Roles of the workspace that contain what is missing. */
  heldBy: string[];
  admins: Home["admins"];
};

const Missing = z.strictObject({
  permission: z
    .string()
    .refine(isPermission, "There is no such permission.") as unknown as z.ZodType<PermissionId>,
});

/** Why a page is not open to the person who asks: what is missing, which roles hold it, who can help. */
export const refusalReason = query({
  name: "home.refusal",
  permission: "self",
  input: Missing,
  run: async (scope, { permission }): Promise<RefusalReason> => {
    const roles = await rolesOf(scope.tx, scope.workspace.id);
    return {
      person: scope.actor.name,
      roles: roleMarks(scope.facts, scope.now).map(({ name }) => name),
      missing: labelOf(permission),
      heldBy: roles
        .filter(({ revisions }) => {
          const contents = revisions.find((revision) => holdsAt(revision, scope.now))?.contents;
          return (
            contents !== undefined && has(effectiveOf(contents, { plus: [], minus: [] }, true), permission)
          );
        })
        .map(({ name }) => name),
      admins: await adminsOf(scope),
    };
  },
});
