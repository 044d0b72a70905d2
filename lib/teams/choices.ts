import "server-only";
import type { PermissionId } from "@/lib/access/catalogue";
import { beyondCeiling } from "@/lib/access/duties";
import {
  adjustmentsFor,
  atMost,
  type ObjectRights,
  objectRights,
  rightsIn,
  rightsOf,
} from "@/lib/access/object-rights";
import { permissionsInShort } from "@/lib/access/permission-words";
import { compareStrength } from "@/lib/access/role";
import type { Scope } from "@/lib/doorway/scope";
import { type PresentRole, presentRoles } from "@/lib/grants/present-roles";
import { completionOf, type TeamObject } from "./object";
import { isForObjects } from "./offer";

export type TeamRole = {
  id: string;
  name: string;
  description: string;
  isFullAdmin: boolean;
  /** What it gives of the object rights. */
  rights: ObjectRights;
  /** Why it cannot be given by the person who asks, in words; null when it can, with fewer rights if need be. */
  closed: string | null;
  /** What the person who asks would have to hold for it besides. */
  missing: PermissionId[];
};

/** What somebody who changes a team chooses from. */
export type TeamChoices = {
  /** Contributor first, which is made for teams; then from the least to the most. */
  roles: TeamRole[];
  /** What the person who asks holds here themselves of each right. */
  ceiling: ObjectRights;
  /** The project with whose completion a place can end; null on a campaign, and when it is completed already. */
  completion: { id: string; name: string } | null;
  /** Whoever may change rights and ends only, may not. */
  mayChangeRole: boolean;
};

export async function choicesOf(scope: Scope, object: TeamObject): Promise<TeamChoices> {
  const ceiling = rightsIn(scope.access.permissionsOn(object));
  const isMadeForTeams = ({ key }: PresentRole) => (key === "contributor" ? 0 : 1);
  const choices = (await presentRoles(scope))
    .filter((role) => isForObjects(role, role.contents))
    .toSorted((a, b) => isMadeForTeams(a) - isMadeForTeams(b) || compareStrength(b, a))
    .map(({ id, key, name, description, contents }): TeamRole => {
      const rights = rightsOf(contents);
      const least = adjustmentsFor(contents, lowered(rights, ceiling));
      const beyond: PermissionId[] = beyondCeiling(scope.access, [{ contents, ...least, resource: object }]);
      return {
        id,
        name,
        description,
        isFullAdmin: key === "admin",
        rights,
        missing: beyond,
        closed: beyond.length > 0 ? `You do not hold ${permissionsInShort(beyond)} here.` : null,
      };
    });
  const completion = await completionOf(scope, object);
  return {
    roles: choices,
    ceiling,
    mayChangeRole: scope.access.can("group-access:manage", object),
    completion: completion && !completion.completed ? { id: completion.id, name: completion.name } : null,
  };
}

function lowered(rights: ObjectRights, ceiling: ObjectRights): ObjectRights {
  return Object.fromEntries(
    objectRights.map(({ id }) => [id, atMost(rights[id], ceiling[id])]),
  ) as ObjectRights;
}
