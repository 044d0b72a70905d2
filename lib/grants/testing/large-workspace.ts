import { drizzle } from "drizzle-orm/postgres-js";
import type { Sql, TransactionSql } from "postgres";
import type { WorkspaceRef } from "@/lib/facts/facts";
import { buildWorkspace } from "@/scripts/builders/workspace";

/** How much there is in a workspace. `grants` lie on objects; half of the members have a role on the workspace, a quarter are in a group. */
export type LargeSize = { members: number; groups: number; resources: number; grants: number };

export type LargeWorkspace = {
  workspace: WorkspaceRef;
  /** Ids of the seeded roles by their key. */
  roles: Record<string, string>;
  userId(n: number): string;
  membershipId(n: number): string;
  groupId(n: number): string;
  /** Resources from 1 on: campaigns, then projects, then actions, each evenly spread over what lies above it. */
  resourceId(n: number): string;
  campaigns: number;
  projects: number;
};

const handedOut = ["power-user", "editor", "viewer", "contributor", "consumer"];

/**
 * Writes a workspace with a deep tree and many grants, the same in every run but for the ids of workspace and roles.
 * One grant in a hundred is a group's, one in twenty is over, one in fifty is adjusted. The statistics are up to date.
 */
export async function writeLargeWorkspace(
  owner: Sql,
  slug: string,
  size: LargeSize,
): Promise<LargeWorkspace> {
  const founded = await drizzle(owner).transaction(async (tx) => {
    const { id, accountId, name, roles } = (await buildWorkspace(tx, { slug })).workspace;
    return { workspace: { id, accountId, name }, roles };
  });
  const large = {
    ...founded,
    userId: (n: number) => idOf(slug, "user", n),
    membershipId: (n: number) => idOf(slug, "member", n),
    groupId: (n: number) => idOf(slug, "group", n),
    resourceId: (n: number) => idOf(slug, "resource", n),
    campaigns: Math.ceil(size.resources / 1000),
    projects: Math.ceil(size.resources / 50),
  };
  await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${founded.workspace.id}, true)`;
    await tx.unsafe(functionsFor(slug));
    await writeMembers(tx, founded.workspace.id, slug, size);
    await writeTree(tx, founded.workspace.id, large, size);
    await writeGrants(tx, founded.workspace.id, large, size);
  });
  for (const table of ["users", "memberships", "active_periods", "group_memberships", "resources", "grants"])
    await owner.unsafe(`analyze ${table}`);
  return large;
}

function idOf(slug: string, kind: string, n: number): string {
  const place = [...`${slug} ${kind}`].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 2 ** 32,
    7,
  );
  return `${place.toString(16).padStart(8, "0")}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

/** For the session: `id_of(kind, n)` is what {@link idOf} gives, `pick(n, salt, sides)` an even spread of 1…sides. */
function functionsFor(slug: string): string {
  const kinds = ["user", "member", "group", "resource"]
    .map((kind) => `when '${kind}' then '${idOf(slug, kind, 0).slice(0, 24)}'`)
    .join(" ");
  return `
    create or replace function pg_temp.id_of(kind text, n bigint) returns uuid language sql immutable as $$
      select ((case kind ${kinds} end) || lpad(to_hex(n), 12, '0'))::uuid $$;
    create or replace function pg_temp.pick(n bigint, salt int, sides int) returns int language sql immutable as $$
      select ((((n * 7919 + salt * 104729) % 1073741824) * 2654435761 % 4294967296) / 4096 % sides + 1)::int $$`;
}

async function writeMembers(
  tx: TransactionSql,
  workspaceId: string,
  slug: string,
  size: LargeSize,
): Promise<void> {
  await tx`insert into users (id, email, name)
    select pg_temp.id_of('user', n), 'person' || n || ${`@${slug}.example`}, 'Person ' || lpad(n::text, 6, '0')
    from generate_series(1, ${size.members}::int) n`;
  await tx`insert into memberships (workspace_id, id, user_id)
    select ${workspaceId}, pg_temp.id_of('member', n), pg_temp.id_of('user', n)
    from generate_series(1, ${size.members}::int) n`;
  await tx`insert into active_periods (workspace_id, id, membership_id)
    select ${workspaceId}, gen_random_uuid(), pg_temp.id_of('member', n) from generate_series(1, ${size.members}::int) n`;
  await tx`insert into groups (workspace_id, id, name)
    select ${workspaceId}, pg_temp.id_of('group', n), 'Group ' || n from generate_series(1, ${size.groups}::int) n`;
  await tx`insert into group_memberships (workspace_id, id, group_id, membership_id)
    select ${workspaceId}, gen_random_uuid(), pg_temp.id_of('group', pg_temp.pick(n, 1, ${size.groups})), pg_temp.id_of('member', n)
    from generate_series(1, ${size.members}::int) n where n % 4 = 0`;
}

async function writeTree(
  tx: TransactionSql,
  workspaceId: string,
  { campaigns, projects }: LargeWorkspace,
  { resources }: LargeSize,
): Promise<void> {
  await tx`insert into resources (workspace_id, id, kind, name, parent_id, path)
    select ${workspaceId}, pg_temp.id_of('resource', n), 'campaign', 'Campaign ' || n, ${workspaceId},
      array[${workspaceId}::uuid, pg_temp.id_of('resource', n)]
    from generate_series(1, ${campaigns}::int) n`;
  const below = (kind: string, first: number, last: number, above: number, from: number) => tx`
    insert into resources (workspace_id, id, kind, name, parent_id, path)
    select ${workspaceId}, pg_temp.id_of('resource', n), ${kind}, initcap(${kind}) || ' ' || n, p.id,
      p.path || pg_temp.id_of('resource', n)
    from generate_series(${first}::int, ${last}::int) n
    join resources p on p.workspace_id = ${workspaceId} and p.id = pg_temp.id_of('resource', ${from}::int + n % ${above}::int)`;
  await below("project", campaigns + 1, campaigns + projects, campaigns, 1);
  await below("action", campaigns + projects + 1, resources, projects, campaigns + 1);
}

async function writeGrants(
  tx: TransactionSql,
  workspaceId: string,
  { campaigns, projects, roles }: LargeWorkspace,
  { members, groups, resources, grants }: LargeSize,
): Promise<void> {
  const roleIds = `{${handedOut.map((key) => roles[key]).join(",")}}`;
  const role = tx`(${roleIds}::uuid[])[pg_temp.pick(n, 2, ${handedOut.length})]`;
  await tx`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
    select ${workspaceId}, gen_random_uuid(), pg_temp.id_of('member', n), ${role}, ${workspaceId}, 'direct'
    from generate_series(1, ${members}::int, 2) n`;
  await tx`insert into grants (workspace_id, id, membership_id, group_id, role_id, resource_id, plus, source, valid_from, valid_to)
    select ${workspaceId}, gen_random_uuid(),
      case when n % 100 > 0 then pg_temp.id_of('member', pg_temp.pick(n, 3, ${members})) end,
      case when n % 100 = 0 then pg_temp.id_of('group', pg_temp.pick(n, 4, ${groups})) end,
      ${role}, pg_temp.id_of('resource', case
        when n % 100 = 7 then pg_temp.pick(n, 5, ${campaigns})
        when n % 10 < 3 then ${campaigns}::int + pg_temp.pick(n, 6, ${projects})
        else ${campaigns + projects}::int + pg_temp.pick(n, 7, ${resources - campaigns - projects}) end),
      case when n % 50 = 0 then array['data-space:export'] else '{}' end, 'direct',
      '2026-01-01', case when n % 20 = 1 then timestamptz '2026-02-01' end
    from generate_series(1, ${grants}::int) n`;
}
