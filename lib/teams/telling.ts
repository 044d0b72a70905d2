import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import type { CommandContext } from "@/lib/doorway/command";
import { enoughToTell } from "@/lib/doorway/freshness";
import { mostMailed } from "@/lib/members/input";
import { settings } from "@/lib/settings";
import type { TeamObject } from "./object";
import { activeNow, concerned, type Principal } from "./principals";

/** What a mail says of somebody's place on a team; null before: they are new, null after: they are off it. */
export type Place = {
  principal: Principal;
  before: string | null;
  after: string | null;
  endsAt: string | null;
  endsWith: string | null;
};

type Person = { userId: string; name: string; email: string; principals: string[] };

/** Tells everybody whom a change of a team reaches: their open tabs, and by mail when they are few. */
export async function tellTeam(
  context: CommandContext,
  object: TeamObject,
  places: readonly Place[],
): Promise<void> {
  const { workspace, actor } = context;
  const people = await peopleOf(
    context,
    places.map(({ principal }) => principal),
  );
  await context.accessChanged(people.map(({ userId }) => userId));
  if (people.length > mostMailed) return;
  for (const { userId, name, email, principals } of people)
    for (const { principal, ...place } of places)
      if (userId !== actor.userId && principals.includes(principal.id))
        await context.mail(email, {
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
        });
}

/** Active members whom the principals reach, with the ids of those that do. */
async function peopleOf(
  { tx, workspace }: CommandContext,
  principals: readonly Principal[],
): Promise<Person[]> {
  const groups = uuids(principals.filter(({ kind }) => kind === "group").map(({ id }) => id));
  return tx.execute<Person>(sql`
    select u.id as "userId", u.name, u.email, (
      select array_agg(id) from (select m.id union select gm.group_id from group_memberships gm
        where gm.workspace_id = m.workspace_id and gm.membership_id = m.id and gm.group_id = any(${groups})
          and ${holdsNow(sql`gm`)}) as reached) as principals
    from memberships m join users u on u.id = m.user_id and u.disabled_at is null
    where m.workspace_id = ${workspace.id} and m.ended_at is null and ${concerned(principals)} and ${activeNow}
    order by u.id limit ${enoughToTell}`);
}
