import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Level } from "@/lib/access/catalogue";
import type { ResourceKind } from "@/lib/access/facts";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { aboveVisible, visibleTo } from "@/lib/grants/lists";
import { roleMarks } from "@/lib/grants/marks";
import { isActive, isCalled, isInactive, patternsOf } from "@/lib/members/listing";
import { kinds, SearchQuestion } from "./input";

export type FoundPerson = {
  membershipId: string;
  name: string;
  email: string;
  active: boolean;
  isYou: boolean;
  /** The strongest role on the workspace, and how many more. */
  role: { name: string; profile: Level[]; more: number } | null;
};
export type FoundThing = { id: string; name: string };
/** `locked`: only its name may be seen. */
export type FoundPlace = FoundThing & { kind: ResourceKind; above: string[]; locked: boolean };

/** At most a few of each kind, by name; kinds that the person may not see are empty. */
export type Found = {
  people: FoundPerson[];
  groups: FoundThing[];
  roles: FoundThing[];
  places: FoundPlace[];
  /** Whether the person may change what members may do. */
  mayManage: boolean;
  /** The roles that are given most, to make somebody at once; none where nobody was found or may be changed. */
  makes: FoundThing[];
};

const mostOfAKind = 6;

/** Whoever and whatever is called so, as far as the person who asks may see it. */
export const found = query({
  name: "search.results",
  permission: "self",
  input: SearchQuestion,
  run: async (scope, { q, kinds: wanted = kinds }): Promise<Found> => {
    const { access, root } = scope;
    const viewsMembers = access.can("general:view-members", root);
    const looksFor = (kind: (typeof kinds)[number]) => q !== "" && wanted.includes(kind);
    const people = viewsMembers && looksFor("people") ? await peopleCalled(scope, q) : [];
    const mayManage = access.can("general:manage-user", root);
    return {
      people,
      groups: viewsMembers && looksFor("groups") ? await thingsCalled(scope, "groups", q) : [],
      roles: viewsMembers && looksFor("roles") ? await thingsCalled(scope, "roles", q) : [],
      places: looksFor("places") ? await placesCalled(scope, q) : [],
      mayManage,
      makes: mayManage && people.length > 0 ? await rolesToMake(scope) : [],
    };
  },
});

type FoundMember = Omit<FoundPerson, "role" | "isYou"> & { userId: string };

async function peopleCalled(scope: Scope, q: string): Promise<FoundPerson[]> {
  const active = await membersCalled(scope, q, true, mostOfAKind);
  const room = mostOfAKind - active.length;
  const members = room > 0 ? [...active, ...(await membersCalled(scope, q, false, room))] : active;
  const facts = await factsOfPeople(
    scope.tx,
    scope.workspace,
    members.map(({ userId }) => userId),
  );
  return members.map(({ userId, ...member }) => {
    const theirs = facts.get(userId);
    const [strongest, ...others] = theirs ? roleMarks(theirs, scope.now) : [];
    return {
      ...member,
      isYou: userId === scope.actor.userId,
      role: strongest ? { name: strongest.name, profile: strongest.profile, more: others.length } : null,
    };
  });
}

/** An index of the list gives them in order of their names; see the list of members. */
function membersCalled(
  { tx, workspace }: Scope,
  q: string,
  active: boolean,
  limit: number,
): Promise<FoundMember[]> {
  return tx.execute<FoundMember>(sql`
    with few as materialized (
      select m.id, m.user_id, m.listed_as from memberships m
      where m.workspace_id = ${workspace.id} and ${active ? isActive : isInactive} and ${isCalled(q)}
      order by m.listed_as, m.id limit ${limit})
    select f.id as "membershipId", u.id as "userId", u.name, u.email, ${active} as active
    from few f join users u on u.id = f.user_id order by f.listed_as, f.id`);
}

function thingsCalled({ tx, workspace }: Scope, table: "groups" | "roles", q: string): Promise<FoundThing[]> {
  return tx.execute<FoundThing>(sql`
    select t.id, t.name from ${sql.identifier(table)} t
    where t.workspace_id = ${workspace.id} and t.ended_at is null and ${named(sql`t.name`, q)}
    order by lower(t.name) limit ${mostOfAKind}`);
}

function rolesToMake({ tx, workspace }: Scope): Promise<FoundThing[]> {
  return tx.execute<FoundThing>(sql`
    select id, name from roles where workspace_id = ${workspace.id} and ended_at is null
      and key in ('power-user', 'editor') order by key desc`);
}

function placesCalled({ tx, workspace, access }: Scope, q: string): Promise<FoundPlace[]> {
  const object = sql`r.kind in ('campaign', 'project', 'action')`;
  const product = sql`r.kind in ('data-product', 'data-table')`;
  const open = sql`(${object} and ${visibleTo(access, "marketing-object:view")}
    or ${product} and ${visibleTo(access, "governance:view-catalog")})`;
  const nameOnly = sql`(${object} and ${aboveVisible(access, "marketing-object:view")}
    or ${product} and ${aboveVisible(access, "governance:view-catalog")})`;
  return tx.execute<FoundPlace>(sql`
    select r.id, r.name, r.kind, not ${open} as locked, (
        select coalesce(json_agg(a.name order by cardinality(a.path)), '[]') from resources a
        where a.workspace_id = r.workspace_id and a.id = any(r.path) and a.id <> r.id and a.kind <> 'workspace') as above
    from resources r
    where r.workspace_id = ${workspace.id} and r.archived_at is null and ${named(sql`r.name`, q)}
      and (${open} or ${nameOnly})
    order by lower(r.name), r.id limit ${mostOfAKind}`);
}

function named(column: SQL, q: string): SQL {
  return sql`lower(${column}) like lower(${patternsOf(q)[0]})`;
}
