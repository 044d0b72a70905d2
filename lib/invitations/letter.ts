import "server-only";
import type { Mail } from "@/emails/payloads";
import { features } from "@/lib/access/catalogue";
import { answerable, type Scope } from "@/lib/doorway/scope";
import { settings } from "@/lib/settings";
import type { Offered } from "./offer";
import { profileOfOffer } from "./profile";

/** The mail with the link of an invitation. Times are ISO. */
export function invitationLetter(
  scope: Scope,
  token: string,
  offered: Offered,
  { expiresAt, accessEndsAt }: { expiresAt: string; accessEndsAt: string | null },
): Mail {
  const profile = profileOfOffer(offered);
  const places = offered.roles.map(({ resource }) => resource).filter(({ kind }) => kind !== "workspace");
  const inviter = answerable(scope);
  return {
    kind: "invitation",
    payload: {
      link: `${settings().url}/invite/${token}`,
      inviterName: inviter.name,
      inviterEmail: inviter.email,
      workspaceName: scope.workspace.name,
      roles: offered.roles.map(({ name }) => name),
      groups: offered.groups.map(({ name }) => name),
      ...(places[0] ? { place: places[0].name } : {}),
      expiresAt,
      accessEndsAt,
      timeZone: scope.workspace.timeZone,
      features: features.flatMap(({ name }, index) => {
        const level = profile[index] ?? 0;
        return level > 0 ? [{ text: name, level }] : [];
      }),
    },
  };
}
