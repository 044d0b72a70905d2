import "server-only";
import { type AnyColumn, and, desc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { m, r } from "@/db/aliases";
import { resources } from "@/db/schema/grants";
import { groups, isActive, isInactive, memberships } from "@/db/schema/members";
import { roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import type { Level } from "@/lib/access/catalogue";
import type { ResourceKind } from "@/lib/access/facts";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { aboveVisible, visibleTo } from "@/lib/grants/lists";
import { roleMarks } from "@/lib/grants/marks";
import { isCalled, patternsOf } from "@/lib/members/listing";
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
export type SearchResults = {
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
  run: async (scope, { q, kinds: wanted = kinds }): Promise<SearchResults> => {
    const { access, root } = scope;
    const viewsMembers = access.can("general:view-members", root);
    const looksFor = (kind: (typeof kinds)[number]) => q !== "" && wanted.includes(kind);
    const people = viewsMembers && looksFor("people") ? await peopleCalled(scope, q) : [];
    const mayManage = access.can("general:manage-user", root);
    return {
      people,
      groups: viewsMembers && looksFor("groups") ? await groupsCalled(scope, q) : [],
      roles: viewsMembers && looksFor("roles") ? await rolesCalled(scope, q) : [],
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
      select ${m.id}, ${m.userId}, ${m.listedAs} as key from ${memberships} ${m}
      where ${m.workspaceId} = ${workspace.id} and ${active ? isActive(m) : isInactive(m)} and ${isCalled(q)}
      order by ${m.listedAs}, ${m.id} limit ${limit})
    select f.id as "membershipId", ${users.id} as "userId", ${users.name}, ${users.email}, ${active} as active
    from few f join ${users} on ${users.id} = f.user_id order by f.key, f.id`);
}

function groupsCalled({ tx, workspace }: Scope, q: string): Promise<FoundThing[]> {
  return tx
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(and(eq(groups.workspaceId, workspace.id), isNull(groups.endedAt), named(groups.name, q)))
    .orderBy(sql`lower(${groups.name})`)
    .limit(mostOfAKind);
}

function rolesCalled({ tx, workspace }: Scope, q: string): Promise<FoundThing[]> {
  return tx
    .select({ id: roles.id, name: roles.name })
    .from(roles)
    .where(and(eq(roles.workspaceId, workspace.id), isNull(roles.endedAt), named(roles.name, q)))
    .orderBy(sql`lower(${roles.name})`)
    .limit(mostOfAKind);
}

function rolesToMake({ tx, workspace }: Scope): Promise<FoundThing[]> {
  return tx
    .select({ id: roles.id, name: roles.name })
    .from(roles)
    .where(
      and(
        eq(roles.workspaceId, workspace.id),
        isNull(roles.endedAt),
        inArray(roles.key, ["power-user", "editor"]),
      ),
    )
    .orderBy(desc(roles.key));
}

function placesCalled({ tx, workspace, access }: Scope, q: string): Promise<FoundPlace[]> {
  const object = inArray(r.kind, ["campaign", "project", "action"]);
  const product = inArray(r.kind, ["data-product", "data-table"]);
  const open = sql`(${object} and ${visibleTo(access, "marketing-object:view")}
    or ${product} and ${visibleTo(access, "governance:view-catalog")})`;
  const nameOnly = sql`(${object} and ${aboveVisible(access, "marketing-object:view")}
    or ${product} and ${aboveVisible(access, "governance:view-catalog")})`;
  const above = sql`select coalesce(json_agg(${resources.name} order by cardinality(${resources.path})), '[]')
    from ${resources} where ${resources.workspaceId} = ${r.workspaceId} and ${resources.id} = any(${r.path})
      and ${resources.id} <> ${r.id} and ${resources.kind} <> 'workspace'`;
  return tx
    .select({
      id: r.id,
      name: r.name,
      kind: r.kind,
      locked: sql<boolean>`not ${open}`,
      above: sql<string[]>`(${above})`,
    })
    .from(r)
    .where(and(eq(r.workspaceId, workspace.id), isNull(r.archivedAt), named(r.name, q), or(open, nameOnly)))
    .orderBy(sql`lower(${r.name})`, r.id)
    .limit(mostOfAKind);
}

function named(column: AnyColumn, q: string): SQL {
  return sql`lower(${column}) like lower(${patternsOf(q)[0]})`;
}
