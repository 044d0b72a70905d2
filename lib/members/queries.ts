import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { m } from "@/db/aliases";
import { holdsNow } from "@/db/dated";
import { pageOf } from "@/db/keyset";
import { accountAdministrators as admins } from "@/db/schema/accounts";
import { invitations } from "@/db/schema/invitations";
import { isActive, isInactive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { together } from "@/db/together";
import { holdsAt, isoOf } from "@/lib/access/instant";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { placeMarks, type RoleMark, roleMarks } from "@/lib/grants/marks";
import { Matching, MembersFilter, mostSelected } from "./input";
import { conditionsOf, membershipsFitting, pageSize } from "./listing";

export type MemberRow = {
  membershipId: string;
  name: string;
  email: string;
  active: boolean;
  isYou: boolean;
  isNew: boolean;
  /** Roles on the workspace, the strongest first. */
  roles: RoleMark[];
  /** Governance roles on products, counted by name. */
  governance: { role: string; products: number }[];
  groups: { id: string; name: string }[];
  joinedAt: string;
  firstActiveAt: string | null;
  lastActiveAt: string | null;
};

export type MembersPage = {
  rows: MemberRow[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
  counts: { members: number; pending: number; deactivated: number };
  /** Account administrators, who reach every workspace of the account without a membership. */
  administrators: { name: string; email: string }[];
  /** What the person who asks may do here. */
  may: { manage: boolean; invite: boolean };
  /** Their own membership; null for an account administrator without one. */
  you: string | null;
  timeZone: string;
  /** The database's clock, ISO. */
  now: string;
};

/** Counts stop here; a page then says "1,000+". */
const countCap = 1000;

/** Who is in the workspace: one page, filtered and sorted, with what their roles add up to. */
export const membersOf = query({
  name: "members.list",
  permission: "general:view-members",
  input: MembersFilter,
  run: async (scope, filter): Promise<MembersPage> => {
    const [found, { counts, administrators }] = await Promise.all([
      membershipsFitting(scope, filter),
      together(scope.tx, { counts: countsOf(scope), administrators: administratorsOf(scope) }),
    ]);
    const { rows, next } = pageOf(found, pageSize, ({ membershipId }) => membershipId);
    const facts = await factsOfPeople(
      scope.tx,
      scope.workspace,
      rows.map(({ userId }) => userId),
    );
    return {
      rows: rows.map(({ userId, ...row }) => {
        const person = facts.get(userId);
        return {
          ...row,
          isYou: userId === scope.actor.userId,
          roles: person ? roleMarks(person, scope.now) : [],
          governance: person ? countedGovernance(placeMarks(person, scope.now)) : [],
          groups: person ? currentGroups(person.groups, scope.now) : [],
        };
      }),
      next,
      counts: counts[0] ?? { members: 0, pending: 0, deactivated: 0 },
      administrators,
      may: {
        manage: scope.access.can("general:manage-user", scope.root),
        invite: scope.access.can("general:invite-user", scope.root),
      },
      you: scope.membershipId,
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

/** The members who fit a filter, by name: at most 5,000, and whether there are more. */
export const membersMatching = query({
  name: "members.matching",
  permission: "general:manage-user",
  input: Matching,
  run: async ({ tx, workspace }, filter): Promise<{ membershipIds: string[]; more: boolean }> => {
    const rows = await tx
      .select({ id: m.id })
      .from(m)
      .where(and(eq(m.workspaceId, workspace.id), ...conditionsOf(workspace.id, filter)))
      .orderBy(m.listedAs, m.id)
      .limit(mostSelected + 1);
    const membershipIds = rows.slice(0, mostSelected).map(({ id }) => id);
    return { membershipIds, more: rows.length > mostSelected };
  },
});

function countsOf({ workspace }: Scope) {
  const capped = (which: SQL) => sql`(select count(*)::int from (${which} limit ${countCap}) as c)`;
  const members = sql`select 1 from ${memberships} ${m} where ${m.workspaceId} = ${workspace.id}`;
  const pending = sql`select 1 from ${invitations} where ${invitations.workspaceId} = ${workspace.id}
    and ${invitations.acceptedAt} is null and ${invitations.removedAt} is null`;
  return sql<MembersPage["counts"]>`select
    ${capped(sql`${members} and ${isActive(m)}`)} as members, ${capped(sql`${members} and ${isInactive(m)}`)} as deactivated,
    ${capped(pending)} as pending`;
}

function administratorsOf({ tx, workspace }: Scope) {
  return tx
    .select({ name: users.name, email: users.email })
    .from(admins)
    .innerJoin(users, and(eq(users.id, admins.userId), isNull(users.disabledAt)))
    .where(and(eq(admins.accountId, workspace.accountId), holdsNow(admins)))
    .orderBy(sql`lower(${users.name})`)
    .limit(50);
}

function countedGovernance(places: ReturnType<typeof placeMarks>): MemberRow["governance"] {
  const counts = new Map<string, number>();
  for (const { kind, role } of places)
    if (kind === "governance") counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts].map(([role, products]) => ({ role, products }));
}

function currentGroups(
  groups: readonly { id: string; name: string; validity: { from: number; to: number | null } }[],
  now: number,
): MemberRow["groups"] {
  return groups
    .filter(({ validity }) => holdsAt(validity, now))
    .map(({ id, name }) => ({ id, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
