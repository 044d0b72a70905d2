import "server-only";
import { type PermissionId, permissionOf } from "@/lib/access/catalogue";
import { contentsAt, type RoleFact } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { adjustmentsFor, isObjectRight, type ObjectRights } from "@/lib/access/object-rights";
import { idsOf } from "@/lib/access/permission-set";
import { type Adjustments, effectiveOf, type RoleContents } from "@/lib/access/role";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { rolesOf } from "@/lib/facts/facts";
import { endOfDay } from "@/lib/grants/asked";
import type { Ends } from "./input";
import { completionOf, type TeamObject } from "./object";

/** A role with the adjustments that one grant makes to it. */
export type Offer = { role: RoleFact; contents: RoleContents } & Adjustments;

/** Whether a role is worth something on an object that has to do with working on it. */
export function isForObjects(role: Pick<RoleFact, "kind">, contents: RoleContents): boolean {
  return (
    role.kind !== "governance" &&
    idsOf(effectiveOf(contents, undefined, false)).some(
      (id) => !["data-space", "governance"].includes(permissionOf(id).group ?? ""),
    )
  );
}

/**
 * A role with wanted object rights, as a grant will hold it.
 * @param kept adjustments of the grant that it takes the place of: those other than object rights stay
 * @throws Refusal `invalid` for a role that is deleted, unknown, foreign or not made for objects.
 */
export async function offerOf(
  scope: Scope,
  roleId: string,
  rights: Partial<ObjectRights>,
  kept: Adjustments = { plus: [], minus: [] },
): Promise<Offer> {
  const role = (await rolesOf(scope.tx, scope.workspace.id)).find(({ id }) => id === roleId);
  const contents = role && contentsAt(role, scope.now);
  if (!role || !contents || !isForObjects(role, contents))
    throw new Refusal("invalid", "This role cannot be given on an object. Choose another one.", {
      roleId: "Choose another role.",
    });
  const { plus, minus } = adjustmentsFor(contents, rights);
  const others = (ids: readonly PermissionId[]) => ids.filter((id) => !isObjectRight(id));
  return {
    role,
    contents,
    plus: [...plus, ...others(kept.plus)],
    minus: [...minus, ...others(kept.minus)],
  };
}

/** When a grant ends: at an instant (ISO), with a project, or not at all. */
export type End = { until: string | null; with: { id: string; name: string } | null };

/**
 * The end that a form named, checked.
 * @throws Refusal `invalid` for a day that is over, and for a project that there is not or that is completed.
 */
export async function endOf(scope: Scope, object: TeamObject, ends: Ends): Promise<End> {
  if (ends.kind === "never") return { until: null, with: null };
  if (ends.kind === "on") {
    const end = await endOfDay(scope, ends.day);
    return { until: end && isoOf(end.at), with: null };
  }
  const project = await completionOf(scope, object);
  if (!project || project.completed)
    throw new Refusal(
      "invalid",
      project
        ? `${project.name} is completed already. Choose a day, or no end.`
        : "A campaign is not completed. Choose a day, or no end.",
      { ends: "Choose another end." },
    );
  return { until: null, with: { id: project.id, name: project.name } };
}
