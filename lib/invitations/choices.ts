import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { refOf, resources } from "@/db/schema/grants";
import { together } from "@/db/together";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import { beyondCeiling } from "@/lib/access/duties";
import type { ResourceKind, ResourceRef } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { permissionsInWords } from "@/lib/access/permission-words";
import { compareStrength, effectiveOf, profileOf } from "@/lib/access/role";
import type { Scope } from "@/lib/doorway/scope";
import { namesFor, openTo } from "@/lib/grants/opening";
import { type PresentRole, presentRoles } from "@/lib/grants/present-roles";
import { groupsBy } from "./offer";
import { profileOfOffer } from "./profile";

/** The form shows at most this many places and groups; what is beyond is given later, on its own page. */
const longest = 500;

export type RoleChoice = {
  id: string;
  name: string;
  description: string;
  kind: "system" | "custom" | "governance";
  /** Ten levels as given on the workspace. */
  profile: Level[];
  /** What it gives on the workspace beyond the person who invites, in words; null = they may offer it there. */
  beyond: string | null;
  /** The same as permissions. */
  missing: PermissionId[];
};
export type PlaceChoice = {
  id: string;
  name: string;
  kind: Exclude<ResourceKind, "workspace">;
  /** The names of what it lies in, below the workspace. */
  within: string[];
  /** Roles that the person who invites may not offer here. */
  refused: string[];
};
export type GroupChoice = {
  id: string;
  name: string;
  profile: Level[];
  /** What the group holds below the workspace. `until` ISO, null without end. */
  places: { name: string; level: Level; until: string | null }[];
  beyond: string | null;
};

/** What somebody who invites can choose from, with what each choice brings. */
export type InvitationChoices = {
  now: string;
  timeZone: string;
  roles: RoleChoice[];
  /** Those that they may open. */
  places: PlaceChoice[];
  groups: GroupChoice[];
};

/** Loads the choices of the person in this scope; what they may not offer says why. */
export async function choicesFor(scope: Scope): Promise<InvitationChoices> {
  const { tx, workspace, root, access, now } = scope;
  const nameOf = namesFor(scope);
  const choices = (await presentRoles(scope)).toSorted(gentlestFirst);
  const within = sql`array(select ${resources.name} from unnest(${r.path}) with ordinality as step(id, depth)
    join ${resources} on ${resources.workspaceId} = ${r.workspaceId} and ${resources.id} = step.id
    where ${resources.parentId} is not null and ${resources.id} <> ${r.id} order by step.depth)`;
  const everyPlace = tx
    .select({ ...refOf(r), within: sql<string[]>`${within}` })
    .from(r)
    .where(and(eq(r.workspaceId, workspace.id), isNull(r.archivedAt), isNotNull(r.parentId), openTo(access)))
    .orderBy(sql`lower(${r.name})`, r.id)
    .limit(longest);
  const { places, groups } = await together(tx, {
    places: everyPlace,
    groups: groupsBy(tx, workspace.id, "all"),
  });
  const inWords = (beyond: ReturnType<typeof beyondCeiling>) =>
    beyond.length > 0 ? permissionsInWords(beyond) : null;
  return {
    now: isoOf(now),
    timeZone: workspace.timeZone,
    roles: choices.map(({ key: _key, createdAt: _createdAt, contents, ...role }) => {
      const beyond = beyondCeiling(access, [{ contents, resource: root }]);
      return {
        ...role,
        profile: profileOf(effectiveOf(contents, undefined, true)),
        beyond: inWords(beyond),
        missing: beyond,
      };
    }),
    places: (places as (ResourceRef & Pick<PlaceChoice, "kind" | "within">)[]).map(({ path, ...place }) => ({
      ...place,
      refused: choices
        .filter(
          ({ contents }) => beyondCeiling(access, [{ contents, resource: { ...place, path } }]).length > 0,
        )
        .map(({ id }) => id),
    })),
    groups: groups.slice(0, longest).map(({ id, name, grants }) => ({
      id,
      name,
      profile: profileOfOffer({ roles: [], groups: [{ id, name, grants }] }),
      places: grants
        .filter(({ resource }) => resource.kind !== "workspace")
        .map(({ resource, contents, plus, minus, until }) => ({
          name: nameOf(resource),
          level: resourceLevel(effectiveOf(contents, { plus, minus }, false), resource.kind),
          until,
        })),
      beyond: inWords(beyondCeiling(access, grants)),
    })),
  };
}

/** Viewer, then the workspace's own roles, then the seeded ones from the weakest to Admin. */
function gentlestFirst(a: PresentRole, b: PresentRole): number {
  const rank = ({ key, kind }: PresentRole) =>
    key === "viewer" ? 0 : kind === "custom" ? 1 : kind === "system" ? 2 : 3;
  return rank(a) - rank(b) || compareStrength(b, a);
}
