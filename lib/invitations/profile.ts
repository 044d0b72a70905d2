import type { Level } from "@/lib/access/catalogue";
import { emptySet, union } from "@/lib/access/permission-set";
import { effectiveOf, profileOf } from "@/lib/access/role";
import { grantsOf } from "./giving";
import type { Offered, OfferedRole } from "./offer";

/** What one role is worth where it is given: ten levels in the order of `features`. */
export function profileOfRole({ contents, resource }: Pick<OfferedRole, "contents" | "resource">): Level[] {
  return profileOf(effectiveOf(contents, undefined, resource.kind === "workspace"));
}

/** What the offer adds up to on the workspace, roles and groups together: ten levels in the order of `features`. */
export function profileOfOffer(offered: Offered): Level[] {
  const onWorkspace = grantsOf(offered).filter(({ resource }) => resource.kind === "workspace");
  return profileOf(
    onWorkspace
      .map(({ contents, plus = [], minus = [] }) => effectiveOf(contents, { plus, minus }, true))
      .reduce(union, emptySet()),
  );
}
