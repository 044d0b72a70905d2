import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import {
  differingRights,
  isObjectRight,
  objectRights,
  rightLevelNames,
  rightsOf,
} from "@/lib/access/object-rights";
import type { Adjustments, RoleContents } from "@/lib/access/role";

/** How a grant differs from its role, one phrase each: "Budget and costs: Edit", "without Export Data". */
export function differenceWords(contents: RoleContents, adjust: Adjustments): string[] {
  const [own, granted] = [rightsOf(contents), rightsOf(contents, adjust)];
  const others = (ids: readonly PermissionId[]) => ids.filter((id) => !isObjectRight(id)).map(labelOf);
  return [
    ...differingRights(own, granted).map(
      (id) => `${objectRights.find((right) => right.id === id)?.name}: ${rightLevelNames[granted[id]]}`,
    ),
    ...others(adjust.plus).map((label) => `with ${label}`),
    ...others(adjust.minus).map((label) => `without ${label}`),
  ];
}

/** A role with how a grant differs from it: "Contributor (Budget and costs: Edit)". */
export function roleWords(role: string, differences: readonly string[]): string {
  return differences.length > 0 ? `${role} (${differences.join(", ")})` : role;
}
