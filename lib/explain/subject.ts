import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { m } from "@/db/aliases";
import { iso } from "@/db/dated";
import { accountAdministrators as admins } from "@/db/schema/accounts";
import { memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
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
    select ${users.id} as "userId", ${users.name}, ${users.email}, ${live.id} as "membershipId",
      case when ${live.id} is not null then 'member' when asked.was_member and not exists (${administers(workspace)}) then 'removed'
        else 'account-administrator' end as standing
    from (
      select ${m.userId}, true as was_member from ${memberships} ${m}
        where ${m.workspaceId} = ${workspace.id} and ${m.id} = ${person}
      union
      select ${admins.userId}, false from ${admins}
        where ${admins.accountId} = ${workspace.accountId} and ${admins.userId} = ${person}
    ) as asked
    join ${users} on ${users.id} = asked.user_id
    left join ${memberships} ${live} on ${isLive(workspace)}
    limit 1`;
}

const live = alias(memberships, "live");

/** Condition on a membership `live`: it is that of the user now. */
function isLive({ id }: Scope["workspace"]): SQL {
  return sql`${live.workspaceId} = ${id} and ${live.userId} = ${users.id} and ${live.endedAt} is null`;
}

function administers({ accountId }: Scope["workspace"]): SQL {
  return sql`select 1 from ${admins}
    where ${admins.accountId} = ${accountId} and ${admins.userId} = ${users.id} and ${admins.validTo} is null`;
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
    const here = sql`select 1 from ${memberships} ${live} where ${isLive(workspace)}`;
    const called = patternsOf(q).map(
      (pattern) => sql`lower(${users.name} || E'\\n' || ${users.email}) like lower(${pattern})`,
    );
    return tx.execute<Outsider>(sql`
      with administrators as (
        select distinct ${users.id} as person, ${users.name}, ${users.email}, 'account-administrator' as standing, null as until
        from ${admins} join ${users} on ${users.id} = ${admins.userId}
        where ${admins.accountId} = ${workspace.accountId} and ${admins.validTo} is null and (${sql.join(called, sql` or `)})
          and not exists (${here})
        order by ${users.name}, ${users.id} limit ${mostOfAKind}
      ), removed as (
        select distinct on (${m.userId}) ${m.id} as person, ${users.name}, ${users.email}, ${m.endedAt} as ended
        from ${memberships} ${m} join ${users} on ${users.id} = ${m.userId}
        where ${m.workspaceId} = ${workspace.id} and ${m.endedAt} is not null and ${isCalled(q)} and not exists (${here})
          and not exists (${administers(workspace)})
        order by ${m.userId}, ${m.endedAt} desc
      )
      select * from administrators
      union all
      (select person, name, email, 'removed', ${iso(sql`ended`)} from removed
        order by ended desc, person limit ${mostOfAKind})`);
  },
});
