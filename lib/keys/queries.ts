import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import { afterText, newestFirst, pageOf } from "@/db/keyset";
import { anywhere } from "@/db/patterns";
import { isoOf } from "@/lib/access/instant";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import type { KeyScope } from "@/lib/identity/key-scopes";
import { settings } from "@/lib/settings";
import { KeysFilter } from "./input";

export type KeyRow = {
  id: string;
  name: string;
  /** The first characters of the secret. */
  prefix: string;
  scopes: KeyScope[];
  /** Who made it. It works on when they are gone: it is the workspace's. */
  createdBy: { name: string; here: boolean };
  createdAt: string;
  /** Null: it does not end by itself. */
  expiresAt: string | null;
  lastUsedAt: string | null;
  state: "active" | "expired" | "revoked";
  /** Active, and at its end within two weeks. */
  endsSoon: boolean;
  revoked: { at: string; by: string } | null;
};

export type KeysPage = {
  rows: KeyRow[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
  counts: { live: number; ended: number };
  /** Where another system asks. */
  endpoint: string;
  now: string;
  timeZone: string;
};

const pageSize = 50;
const isLive = sql`(k.revoked_at is null and (k.expires_at is null or k.expires_at > now()))`;

/** The workspace's API keys, the newest first unless sorted otherwise. A secret is not among what can be read. */
export const keysOf = query({
  name: "keys.list",
  permission: "general:manage-api-key",
  input: KeysFilter,
  run: async (scope, filter): Promise<KeysPage> => {
    const found = await keysFitting(scope, filter);
    const { rows, next } = pageOf(found, pageSize, ({ id }) => id);
    const [counts] = await scope.tx.execute<KeysPage["counts"]>(sql`
      select count(*) filter (where ${isLive})::int as live, count(*) filter (where not ${isLive})::int as ended
      from api_keys k where k.workspace_id = ${scope.workspace.id}`);
    return {
      rows: rows.map(({ creator, creatorHere, revokedAt, revoker, ...row }) => ({
        ...row,
        createdBy: { name: creator, here: creatorHere },
        revoked: revokedAt === null ? null : { at: revokedAt, by: revoker ?? "" },
      })),
      next,
      counts: counts ?? { live: 0, ended: 0 },
      endpoint: `${settings().url}/access/v1/evaluation`,
      now: isoOf(scope.now),
      timeZone: scope.workspace.timeZone,
    };
  },
});

type Found = Omit<KeyRow, "createdBy" | "revoked"> & {
  sortKey: string;
  creator: string;
  creatorHere: boolean;
  revokedAt: string | null;
  revoker: string | null;
};

const sortKeys: Record<NonNullable<KeysFilter["sort"]>, SQL> = {
  newest: newestFirst(sql`k.created_at`),
  name: sql`lower(k.name)`,
  used: newestFirst(sql`k.last_used_at`),
};

/** One key more than a page holds, so that the caller knows whether there is a next one. */
async function keysFitting(
  { tx, workspace }: Scope,
  { q, state, sort = "newest", after }: KeysFilter,
): Promise<Found[]> {
  const pattern = anywhere(q);
  const key = sortKeys[sort];
  const conditions = [
    sql`k.workspace_id = ${workspace.id}`,
    ...(q ? [sql`(k.name ilike ${pattern} or k.prefix ilike ${pattern} or u.name ilike ${pattern})`] : []),
    ...(state ? [state === "live" ? isLive : sql`not ${isLive}`] : []),
    afterText(key, sql`k.id`, after),
  ];
  return tx.execute<Found>(sql`
    select k.id, k.name, k.prefix, k.scopes, ${iso(sql`k.created_at`)} as "createdAt", ${iso(sql`k.expires_at`)} as "expiresAt",
      ${iso(sql`k.last_used_at`)} as "lastUsedAt", ${iso(sql`k.revoked_at`)} as "revokedAt", r.name as revoker,
      case when ${isLive} then 'active' when k.revoked_at is not null then 'revoked' else 'expired' end as state,
      coalesce(${isLive} and k.expires_at < now() + interval '14 days', false) as "endsSoon",
      ${key} as "sortKey", u.name as creator,
      (u.disabled_at is null and (exists (
        select 1 from memberships m join active_periods p on p.workspace_id = m.workspace_id and p.membership_id = m.id
        where m.workspace_id = k.workspace_id and m.user_id = u.id and ${holdsNow(sql`p`)})
      or exists (select 1 from account_administrators a
        where a.account_id = ${workspace.accountId} and a.user_id = u.id and ${holdsNow(sql`a`)}))) as "creatorHere"
    from api_keys k join users u on u.id = k.created_by left join users r on r.id = k.revoked_by
    where ${sql.join(conditions, sql` and `)}
    order by ${key} collate "C", k.id limit ${pageSize + 1}`);
}
