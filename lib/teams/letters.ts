import "server-only";
import type { Mail } from "@/emails/payloads";
import { accessAt } from "@/lib/access/access";
import { holdsAt } from "@/lib/access/instant";
import type { Reached } from "@/lib/changes/plan";
import type { Scope } from "@/lib/doorway/scope";
import { settings } from "@/lib/settings";
import type { TeamObject } from "./object";
import type { Principal } from "./principals";

/** What a mail says of somebody's place on a team; null before: they are new, null after: they are off it. */
export type Place = {
  principal: Principal;
  before: string | null;
  after: string | null;
  /** ISO. */
  endsAt: string | null;
  endsWith: string | null;
};

/** What somebody who can see it is told of each place that reaches them. */
export function teamLetters(
  { workspace, actor }: Scope,
  object: TeamObject,
  { membershipId, name, before: { facts, at } }: Reached,
  places: readonly Place[],
): Mail[] {
  if (!accessAt(facts, at).active) return [];
  const reaches = ({ kind, id }: Principal) =>
    kind === "member"
      ? id === membershipId
      : facts.groups.some((group) => group.id === id && holdsAt(group.validity, at));
  return places
    .filter(({ principal }) => reaches(principal))
    .map(({ principal, ...place }) => ({
      kind: "team-changed",
      payload: {
        name,
        workspaceName: workspace.name,
        link: `${settings().url}/w/${workspace.slug}/objects/${object.id}`,
        actorName: actor.name,
        objectName: object.name,
        through: principal.kind === "group" ? principal.name : null,
        timeZone: workspace.timeZone,
        ...place,
      },
    }));
}
