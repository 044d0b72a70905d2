import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { iso } from "@/db/dated";
import type { Facts } from "@/lib/access/facts";
import { notFound } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import { demand, type Scope } from "@/lib/doorway/scope";
import { factsOf } from "@/lib/facts/facts";
import type { Person } from "@/lib/identity/actor";
import { isCalled, patternsOf } from "@/lib/members/listing";
import { PeopleQuestion } from "./input";

/** How somebody stands to the workspace now. */
export type Standing = "member" | "removed" | "account-administrator";

/** Who is asked about. `membershipId`: theirs as a member now, null for others. */
export type Subject = {
  who: { membershipId: string | null; name: string; email: string; isYou: boolean; standing: Standing };
  userId: string;
  facts: Facts;
};

/**
 * The person that a question is about: oneself for everybody, others for whoever manages users.
 * @param person a membership, one that has ended too, or the user id of an account administrator without one
 * @throws Refusal `not-found` alike for an unknown and a foreign one.
 */
export async function subjectOf(scope: Scope<Person>, person: string | undefined): Promise<Subject> {
  const { actor, membershipId, facts } = scope;
  if (!person || person === membershipId || person === actor.userId) {
    const standing = membershipId ? "member" : "account-administrator";
    const { name, email, userId } = actor;
    return { who: { membershipId, name, email, isYou: true, standing }, userId, facts };
  }
  demand(scope, "general:manage-user", scope.root);
  const [known] = await scope.tx.execute<Known>(knownAs(scope, person));
  if (!known) throw notFound();
  const { userId, ...who } = known;
  return {
    who: { ...who, isYou: userId === actor.userId },
    userId,
    facts: await factsOf(scope.tx, scope.workspace, userId),
  };
}

type Known = { userId: string; membershipId: string | null; name: string; email: string; standing: Standing };

/** One row for a membership or an account administrator; of somebody who came back, as they are now. */
function knownAs({ workspace }: Scope, person: string): SQL {
  return sql`
    select u.id as "userId", u.name, u.email, live.id as "membershipId",
      case when live.id is not null then 'member' when a.user_id is null and asked.was_member then 'removed'
        else 'account-administrator' end as standing
    from (
      select user_id, true as was_member from memberships where workspace_id = ${workspace.id} and id = ${person}
      union
      select user_id, false from account_administrators where account_id = ${workspace.accountId} and user_id = ${person}
    ) as asked
    join users u on u.id = asked.user_id
    left join memberships live on live.workspace_id = ${workspace.id} and live.user_id = u.id and live.ended_at is null
    left join lateral (select user_id from account_administrators
      where account_id = ${workspace.accountId} and user_id = u.id and valid_to is null limit 1) as a on true
    limit 1`;
}

/** Somebody who is no member now. `person`: as a question names them; `until`: when the last membership ended, ISO. */
export type Outsider = {
  person: string;
  name: string;
  email: string;
  standing: Exclude<Standing, "member">;
  until: string | null;
};

const mostOfAKind = 6;

/** Who is called so and is no member now: administrators of the account first, then whoever was removed last. */
export const outsiders = query({
  name: "explain.outsiders",
  permission: "general:manage-user",
  input: PeopleQuestion,
  run: async ({ tx, workspace }, { q }): Promise<Outsider[]> => {
    const here = sql`select 1 from memberships live
      where live.workspace_id = ${workspace.id} and live.user_id = u.id and live.ended_at is null`;
    const called = patternsOf(q).map(
      (pattern) => sql`lower(u.name || E'\\n' || u.email) like lower(${pattern})`,
    );
    return tx.execute<Outsider>(sql`
      with administrators as (
        select distinct u.id as person, u.name, u.email, 'account-administrator' as standing, null as until
        from account_administrators a join users u on u.id = a.user_id
        where a.account_id = ${workspace.accountId} and a.valid_to is null and (${sql.join(called, sql` or `)})
          and not exists (${here})
        order by u.name, u.id limit ${mostOfAKind}
      ), removed as (
        select distinct on (m.user_id) m.id as person, m.user_id, u.name, u.email, m.ended_at
        from memberships m join users u on u.id = m.user_id
        where m.workspace_id = ${workspace.id} and m.ended_at is not null and ${isCalled(q)} and not exists (${here})
          and not exists (select 1 from account_administrators a
            where a.account_id = ${workspace.accountId} and a.user_id = u.id and a.valid_to is null)
        order by m.user_id, m.ended_at desc
      )
      select * from administrators
      union all
      (select person, name, email, 'removed', ${iso(sql`ended_at`)} from removed
        order by ended_at desc, person limit ${mostOfAKind})`);
  },
});
