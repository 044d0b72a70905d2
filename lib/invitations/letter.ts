import "server-only";
import { features } from "@/lib/access/catalogue";
import type { CommandContext } from "@/lib/doorway/command";
import { settings } from "@/lib/settings";
import type { Offered } from "./offer";
import { profileOfOffer } from "./profile";

/** Mails the link of an invitation to its address. Times are ISO. */
export async function mailInvitation(
  { mail, actor, workspace }: CommandContext,
  email: string,
  token: string,
  offered: Offered,
  times: { expiresAt: string; accessEndsAt: string | null },
): Promise<void> {
  const profile = profileOfOffer(offered);
  const places = offered.roles.map(({ resource }) => resource).filter(({ kind }) => kind !== "workspace");
  await mail(email, {
    kind: "invitation",
    payload: {
      link: `${settings().url}/invite/${token}`,
      inviterName: actor.name,
      inviterEmail: actor.email,
      workspaceName: workspace.name,
      roles: offered.roles.map(({ name }) => name),
      groups: offered.groups.map(({ name }) => name),
      ...(places[0] ? { place: places[0].name } : {}),
      ...times,
      timeZone: workspace.timeZone,
      features: features.flatMap(({ name }, index) => {
        const level = profile[index] ?? 0;
        return level > 0 ? [{ text: name, level }] : [];
      }),
    },
  });
}
