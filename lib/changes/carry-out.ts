import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clock } from "@/db/tenant";
import type { Mail } from "@/emails/payloads";
import { accessAt } from "@/lib/access/access";
import { impactOf } from "@/lib/access/impact";
import { impactInWords } from "@/lib/access/impact-words";
import { type Instant, instantOf } from "@/lib/access/instant";
import type { CommandContext } from "@/lib/doorway/command";
import { enoughToTell } from "@/lib/doorway/freshness";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { adminMembershipIds } from "@/lib/grants/admins";
import { postsLeft, postsOf } from "@/lib/grants/posts";
import { rolesInWords } from "@/lib/grants/role-words";
import { settings } from "@/lib/settings";
import { guardRefusal, lastAdmin, resourcesOf, settled, strongerLoser } from "./guards";
import { mostMailed } from "./input";
import type { Changed, ChangedRow, Plan, Reached, Row } from "./plan";

/**
 * Carries a plan out under the workspace's lock, where no guard stands against it, and tells everybody concerned: open
 * tabs, people by mail, and the audit log of each row.
 * @throws Refusal, with a sentence that says what to do
 */
export async function carryOut<R extends Row>(
  context: CommandContext,
  plan: Plan<R>,
  reason: string | undefined,
): Promise<Changed> {
  const { rows, due, refusal } = await judged(context, plan);
  if (refusal) throw refusal;
  if (due.length === 0) return answerOf(rows, [], 0);
  const { people, first, named } = await concernedBy(context, plan.concerned(due), plan.mails === "named");
  const mailed = named || people <= mostMailed ? first : [];
  const before = await factsThen(context, mailed, context.now);
  const left = await written(context, context.tx, plan, due);
  if (left) throw left;
  await context.accessChanged(first.slice(0, enoughToTell).map(({ userId }) => userId));
  const after = await factsThen(context, mailed, instantOf(await clock(context.tx)));
  await mail(
    context,
    plan,
    mailed.flatMap((person) => reached(person, before, after)),
  );
  const told = { reason, people, names: first.slice(0, mostNamed).map(({ name }) => name) };
  return answerOf(rows, await context.auditEach(due.map((row) => plan.event(row, told))), people);
}

/** Names in an audit event; who else was concerned is in the dated facts. */
const mostNamed = 100;

/** A plan's rows with what stands against each; those for whom the change is due, and what stands against all of it. */
export async function judged<R extends Row>(
  scope: Scope,
  plan: Plan<R>,
): Promise<{ rows: R[]; due: R[]; refusal: Refusal | null }> {
  const asksForAdmins = plan.rows.some(({ endsAdmin }) => endsAdmin);
  const admins = asksForAdmins ? await adminMembershipIds(scope.tx, scope.workspace.id) : [];
  const rows = settled(scope, plan, admins);
  const due = rows.filter(({ left }) => !left);
  const [first] = plan.rows;
  const common =
    first && plan.gives ? guardRefusal(scope, plan, { subject: first.subject, gives: plan.gives }) : null;
  const firstLeft = plan.eachAlone ? null : rows.find(({ left }) => left)?.left?.why;
  return {
    rows,
    due,
    refusal: plan.refusal ?? common ?? firstLeft ?? plan.takeRefusal ?? (await strongerLoser(scope, plan)),
  };
}

/** Writes what is due, and tells what it would leave without somebody who must be there: an Admin, an Owner, a Steward. */
export async function written<R extends Row>(
  { workspace, actor }: Pick<Scope, "workspace" | "actor">,
  tx: Transaction,
  plan: Plan<R>,
  due: readonly R[],
): Promise<Refusal | null> {
  const admins = await adminMembershipIds(tx, workspace.id);
  const posts = await postsOf(tx, workspace.id);
  const by = { workspaceId: workspace.id, userId: actor.userId };
  for (const write of plan.writes(due)) await write.run(tx, by);
  if (admins.length > 0 && (await adminMembershipIds(tx, workspace.id)).length === 0) return lastAdmin();
  if (plan.mayLeaveProducts) return null;
  const left = postsLeft(posts, await postsOf(tx, workspace.id));
  const remedy = plan.remedy ?? "Assign somebody else first.";
  return left.length > 0 ? new Refusal("conflict", `${left.join(" ")} ${remedy}`) : null;
}

type Person = Pick<Reached, "membershipId" | "userId" | "name" | "email">;

async function concernedBy(
  { tx, workspace }: Scope,
  which: SQL,
  named: boolean,
): Promise<{ people: number; first: Person[]; named: boolean }> {
  const limit = named ? sql`` : sql`limit ${enoughToTell}`;
  const first = await tx.execute<Person & { people: number }>(sql`
    select m.id as "membershipId", u.id as "userId", u.name, u.email, count(*) over ()::int as people
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and (${which})
    order by lower(u.name), m.id ${limit}`);
  return { people: first[0]?.people ?? 0, first, named };
}

type Then = { at: Instant; facts: Awaited<ReturnType<typeof factsOfPeople>> };

async function factsThen({ tx, workspace }: Scope, people: readonly Person[], at: Instant): Promise<Then> {
  const ids = people.map(({ userId }) => userId);
  return { at, facts: ids.length > 0 ? await factsOfPeople(tx, workspace, ids) : new Map() };
}

function reached(person: Person, before: Then, after: Then): Reached[] {
  const [was, is] = [before.facts.get(person.userId), after.facts.get(person.userId)];
  if (!was || !is) return [];
  return [{ ...person, before: { facts: was, at: before.at }, after: { facts: is, at: after.at } }];
}

/** Nobody is told of what they did themselves. */
async function mail(context: CommandContext, plan: Plan, people: readonly Reached[]): Promise<void> {
  const others = people.filter(({ userId }) => userId !== context.actor.userId);
  await context.mailEach(
    others.flatMap((person) => {
      const mails = plan.letters?.(person) ?? rolesChanged(context, person);
      return mails.map((mail) => ({ recipient: person.email, mail }));
    }),
  );
}

/** What somebody held before and holds now, and what they gain and lose by it; nothing where nothing differs for them. */
function rolesChanged({ workspace, actor }: Scope, { name, before, after }: Reached): Mail[] {
  const [was, is] = [accessAt(before.facts, before.at), accessAt(after.facts, after.at)];
  if (!was.active && !is.active) return [];
  const impact = impactOf(was, is, resourcesOf(before.facts, after.facts));
  const { timeZone } = workspace;
  const roles = {
    before: was.active ? rolesInWords(before.facts, before.at, timeZone) : [],
    after: is.active ? rolesInWords(after.facts, after.at, timeZone) : [],
  };
  const isSame =
    impact.gains.length + impact.losses.length === 0 && roles.before.join() === roles.after.join();
  if (isSame) return [];
  const link = `${settings().url}/w/${workspace.slug}`;
  const payload = { name, workspaceName: workspace.name, link, actorName: actor.name, ...roles };
  return [{ kind: "role-changed", payload: { ...payload, ...impactInWords(impact) } }];
}

/** What became of each row, in their order; the events are those of the rows that were due. */
function answerOf(rows: readonly Row[], events: readonly string[], people: number): Changed {
  const next = events.values();
  const answers = rows.map((row) => rowAnswer(row, row.left ? null : (next.next().value ?? null)));
  const name = answers.find(({ result }) => result === "change")?.name ?? "";
  return { event: events[0] ?? "", name, people, rows: answers };
}

export function rowAnswer({ subject, left }: Row, event: string | null = null): ChangedRow {
  const { id, name, email } = subject;
  return {
    id,
    name,
    email: email ?? "",
    result: left?.result ?? "change",
    why: left?.why.message ?? null,
    event,
  };
}
