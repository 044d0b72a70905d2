import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { clock } from "@/db/tenant";
import { accessAt } from "@/lib/access/access";
import type { Facts } from "@/lib/access/facts";
import { impactOf } from "@/lib/access/impact";
import { impactInWords } from "@/lib/access/impact-words";
import { type Instant, instantOf } from "@/lib/access/instant";
import type { CommandContext } from "@/lib/doorway/command";
import { enoughToTell } from "@/lib/doorway/freshness";
import { factsOfPeople } from "@/lib/facts/facts";
import { keepingAnAdmin } from "@/lib/grants/commands";
import { placeMarks, roleMarks } from "@/lib/grants/marks";
import { keepingResponsible } from "@/lib/grants/safeguards";
import { resourcesOf } from "@/lib/members/change";
import { mostMailed } from "@/lib/members/input";
import { settings } from "@/lib/settings";
import { concernedBy, type GroupChange, writeChange } from "./change";
import type { Group } from "./group";
import { obstacleTo } from "./obstacles";

/** Names in an audit event; who else was concerned is in the dated facts. */
const namedInLog = 100;

/** Whom a change concerned: how many, and the first of them by name. */
export type Concerned = { people: number; names: string[] };

/**
 * Carries a change of a group out where nothing stands against it, and tells open tabs and, when they are few, each
 * person whose access it changes.
 * @throws Refusal, with a sentence that says what to do.
 */
export async function carryOut(
  context: CommandContext,
  group: Group,
  change: GroupChange,
): Promise<Concerned> {
  const { tx, workspace, actor } = context;
  const obstacle = await obstacleTo(context, group, change);
  if (obstacle) throw obstacle;
  const { people, first } = await concerned(context, concernedBy(workspace.id, group.id, change));
  const few = people <= mostMailed ? first.filter(({ active }) => active) : [];
  const before = await accessOf(context, few, context.now);
  await keepingAnAdmin(tx, workspace.id, () =>
    keepingResponsible(tx, workspace.id, () => writeChange(tx, workspace.id, group.id, change, actor.userId)),
  );
  await context.accessChanged(first.slice(0, enoughToTell).map(({ userId }) => userId));
  const after = await accessOf(context, few, instantOf(await clock(tx)));
  for (const person of few) await tellPerson(context, person, before, after);
  return { people, names: first.slice(0, namedInLog).map(({ name }) => name) };
}

type Person = { userId: string; name: string; email: string; active: boolean };

async function concerned(
  { tx, workspace }: CommandContext,
  which: SQL,
): Promise<{ people: number; first: Person[] }> {
  const first = await tx.execute<Person & { people: number }>(sql`
    select u.id as "userId", u.name, u.email, count(*) over ()::int as people,
      u.disabled_at is null and exists (select 1 from active_periods p where p.workspace_id = m.workspace_id
        and p.membership_id = m.id and p.valid_to is null) as active
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and (${which})
    order by lower(u.name), m.id limit ${enoughToTell}`);
  return { people: first[0]?.people ?? 0, first };
}

type Then = { at: Instant; facts: Map<string, Facts> };

async function accessOf(
  { tx, workspace }: CommandContext,
  people: readonly Person[],
  at: Instant,
): Promise<Then> {
  const ids = people.map(({ userId }) => userId);
  return { at, facts: ids.length > 0 ? await factsOfPeople(tx, workspace, ids) : new Map() };
}

async function tellPerson(
  { workspace, actor, mail }: CommandContext,
  { userId, name, email }: Person,
  before: Then,
  after: Then,
): Promise<void> {
  const [was, is] = [before.facts.get(userId), after.facts.get(userId)];
  if (!was || !is || userId === actor.userId) return;
  const resources = [...resourcesOf(was), ...resourcesOf(is)];
  const impact = impactOf(accessAt(was, before.at), accessAt(is, after.at), [
    ...new Map(resources.map((resource) => [resource.id, resource])).values(),
  ]);
  if (impact.gains.length + impact.losses.length === 0) return;
  await mail(email, {
    kind: "role-changed",
    payload: {
      name,
      workspaceName: workspace.name,
      link: `${settings().url}/w/${workspace.slug}`,
      actorName: actor.name,
      before: rolesInWords(was, before.at),
      after: rolesInWords(is, after.at),
      ...impactInWords(impact),
    },
  });
}

const mostRoles = 12;

/** "Viewer", "Contributor on Q2 Campaign through Brand"; the first of many, and how many more there are. */
function rolesInWords(facts: Facts, at: Instant): string[] {
  const through = (group: string | null) => (group ? ` through ${group}` : "");
  const all = [
    ...roleMarks(facts, at).map(({ name, group }) => `${name}${through(group)}`),
    ...placeMarks(facts, at).map(
      ({ role, resource, group }) => `${role} on ${resource.name}${through(group)}`,
    ),
  ];
  const hidden = all.length - mostRoles;
  return hidden > 1 ? [...all.slice(0, mostRoles), `${hidden} more`] : all;
}
