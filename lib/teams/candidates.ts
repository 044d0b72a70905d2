import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { g, gm, m, r } from "@/db/aliases";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { patternOf } from "@/db/patterns";
import { grants, resources } from "@/db/schema/grants";
import { groupMemberships, groups, isActive, memberships } from "@/db/schema/members";
import { roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import { accessAt } from "@/lib/access/access";
import { type Level, levelNames } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import { contentsAt, type Facts, type GrantFact } from "@/lib/access/facts";
import { holdsAt } from "@/lib/access/instant";
import { effectiveOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { grantsHeld } from "@/lib/grants/marks";
import { isCalled } from "@/lib/members/listing";
import { CandidatesFilter } from "./input";
import { objectOf, ofObject, type TeamObject } from "./object";
import { activeInGroup, reachesActor } from "./principals";

/** Somebody who can be put on a team. `note`: how they stand there; `closed`: why they cannot be chosen, in words. */
export type Candidate = {
  id: string;
  name: string;
  /** A member's address, to tell people of one name apart. */
  email: string | null;
  /** A group's active members. */
  people: number | null;
  note: string;
  closed: string | null;
};

export type Candidates = {
  groups: Candidate[];
  members: Candidate[];
  /** How many fit, up to 1,000 each. */
  counts: { groups: number; members: number };
};

type GroupRow = {
  id: string;
  name: string;
  people: number;
  /** Its grant on the object, or the one nearest above it. */
  nearest: { id: string; name: string; role: string } | null;
};

const shownGroups = 30;
const shownMembers = 50;
const countCap = 1000;

/** Active members and groups that fit a search, and how each stands on the object already. */
export const candidatesFor = query({
  name: "teams.candidates",
  permission: "group-access:manage",
  input: CandidatesFilter,
  resource: ofObject,
  run: async (scope, filter): Promise<Candidates> => {
    const object = await objectOf(scope, filter.resourceId);
    const [groups, members] = [ofGroups(scope, filter), ofMembers(scope, filter)];
    return {
      groups: await groupsIn(scope, object, groups),
      members: filter.onlyGroups ? [] : await membersIn(scope, object, members),
      counts: {
        groups: await counted(scope, groups),
        members: filter.onlyGroups ? 0 : await counted(scope, members),
      },
    };
  },
});

function ofGroups({ workspace }: Scope, { q, groupId, roleId }: CandidatesFilter): SQL {
  return sql`from ${groups} where ${groups.workspaceId} = ${workspace.id} and ${groups.endedAt} is null
    and ${q ? sql`${groups.name} ilike ${patternOf(q)}` : sql`true`}
    and ${groupId ? sql`${groups.id} = ${groupId}` : sql`true`}
    and ${
      roleId
        ? sql`exists (select 1 from ${grants} ${g} where ${g.workspaceId} = ${workspace.id}
      and ${g.resourceId} = ${workspace.id} and ${g.groupId} = ${groups.id} and ${g.roleId} = ${roleId} and ${holdsNow(g)})`
        : sql`true`
    }`;
}

function ofMembers({ workspace }: Scope, { q, groupId, roleId }: CandidatesFilter): SQL {
  const inGroup = (which: SQL) => sql`(select 1 from ${groupMemberships} ${gm}
    where ${gm.workspaceId} = ${m.workspaceId} and ${gm.membershipId} = ${m.id} and ${which} and ${holdsNow(gm)})`;
  return sql`from ${memberships} ${m} join ${users} on ${users.id} = ${m.userId} and ${users.disabledAt} is null
    where ${m.workspaceId} = ${workspace.id} and ${isActive(m)}
      and ${q ? isCalled(q) : sql`true`}
      and ${groupId ? sql`exists ${inGroup(eq(gm.groupId, groupId))}` : sql`true`}
      and ${
        roleId
          ? sql`exists (select 1 from ${grants} ${g} where ${g.workspaceId} = ${m.workspaceId} and ${g.resourceId} = ${m.workspaceId}
        and ${g.roleId} = ${roleId} and ${holdsNow(g)}
        and (${g.membershipId} = ${m.id} or exists ${inGroup(eq(gm.groupId, g.groupId))}))`
          : sql`true`
      }`;
}

async function counted({ tx }: Scope, from: SQL): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 ${from} limit ${countCap}) as c`,
  );
  return row?.n ?? 0;
}

async function membersIn(scope: Scope, object: TeamObject, from: SQL): Promise<Candidate[]> {
  const rows = await scope.tx.execute<{ id: string; userId: string; name: string; email: string }>(sql`
    select ${m.id}, ${users.id} as "userId", ${users.name}, ${users.email} ${from}
    order by lower(${users.name}), ${m.id} limit ${shownMembers}`);
  const facts = await factsOfPeople(
    scope.tx,
    scope.workspace,
    rows.map(({ userId }) => userId),
  );
  return rows.map(({ userId, ...row }) => {
    const person = facts.get(userId);
    const isOnIt = person?.grants.some(
      ({ groupId, resource, validity }) =>
        groupId === null && resource.id === object.id && holdsAt(validity, scope.now),
    );
    return {
      ...row,
      people: null,
      note: person ? standingWords(person, scope, object) : "",
      closed: reachesActor(scope, { kind: "member", id: row.id })
        ? "You. Nobody changes their own access"
        : isOnIt
          ? `On this ${object.kind} already, change that row instead`
          : null,
    };
  });
}

async function groupsIn(scope: Scope, object: TeamObject, from: SQL): Promise<Candidate[]> {
  const rows = await scope.tx.execute<GroupRow>(sql`
    select ${groups.id}, ${groups.name}, ${activeInGroup} as people,
      (select json_build_object('id', ${r.id}, 'name', ${r.name}, 'role', ${roles.name}) from ${grants} ${g}
        join ${resources} ${r} on ${r.workspaceId} = ${g.workspaceId} and ${r.id} = ${g.resourceId}
        join ${roles} on ${roles.workspaceId} = ${g.workspaceId} and ${roles.id} = ${g.roleId}
        where ${g.workspaceId} = ${groups.workspaceId} and ${g.groupId} = ${groups.id}
          and ${g.resourceId} = any(${uuids(object.path)}) and ${holdsNow(g)}
        order by cardinality(${r.path}) desc limit 1) as nearest
    ${from} order by lower(${groups.name}), ${groups.id} limit ${shownGroups}`);
  return rows.map(({ nearest, ...row }) => ({
    ...row,
    email: null,
    note: groupWords(nearest, scope, object),
    closed: reachesActor(scope, { kind: "group", id: row.id })
      ? "You are in it. Nobody changes their own access"
      : nearest?.id === object.id
        ? `On this ${object.kind} already, change that row instead`
        : null,
  }));
}

function groupWords(nearest: GroupRow["nearest"], { workspace }: Scope, { id }: TeamObject): string {
  if (!nearest || nearest.id === id) return "nothing here yet";
  return nearest.id === workspace.id
    ? `${nearest.role} on the workspace`
    : `${nearest.role}, inherited from ${nearest.name}`;
}

function standingWords(facts: Facts, scope: Scope, object: TeamObject): string {
  const level = resourceLevel(accessAt(facts, scope.now).permissionsOn(object), object.kind);
  if (level === 0) return "nothing here yet";
  const bringing = grantsHeld(facts, scope.now).find(
    ({ grant }) => object.path.includes(grant.resource.id) && levelOf(grant, scope, object) === level,
  );
  if (!bringing) return `${levelNames[level]} here`;
  const { grant, group } = bringing;
  const where = grant.resource.id === scope.workspace.id ? "the workspace" : grant.resource.name;
  return `${levelNames[level]} here, through ${group ? `${group} on ${where}` : where}`;
}

function levelOf(grant: GrantFact, scope: Scope, object: TeamObject): Level {
  const contents = contentsAt(grant.role, scope.now);
  const onWorkspace = grant.resource.id === scope.workspace.id;
  return contents ? resourceLevel(effectiveOf(contents, grant, onWorkspace), object.kind) : 0;
}
