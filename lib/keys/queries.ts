import "server-only";
import { and, eq, ilike, not, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { iso } from "@/db/dated";
import { afterText, newestFirst, pageOf } from "@/db/keyset";
import { anywhere } from "@/db/patterns";
import { apiKeys } from "@/db/schema/keys";
import { users } from "@/db/schema/users";
import { accessAt, heldUntil } from "@/lib/access/access";
import { isoOf } from "@/lib/access/instant";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { type KeyScope, keyScopes, lostByOwner } from "@/lib/identity/key-scopes";
import { settings } from "@/lib/settings";
import { KeysFilter } from "./input";

export type KeyRow = {
  id: string;
  name: string;
  /** The first characters of the secret. */
  prefix: string;
  scopes: KeyScope[];
  createdBy: string;
  /** Who answers for it. `lost`: what they no longer are or hold, so that it does not work, in words. */
  owner: { name: string; lost: string | null };
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
  /** Whether the person may make keys and give them to others, and when that ends, as far as it is known. */
  mayOwn: boolean;
  mayOwnUntil: string | null;
  /** Where another system asks. */
  endpoint: string;
  now: string;
  timeZone: string;
};

const pageSize = 50;
const isLive = sql<boolean>`(${apiKeys.revokedAt} is null and (${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > now()))`;
const ownerNeeds = keyScopes["decision:read"];

/** The workspace's API keys, the newest first unless sorted otherwise. A secret is not among what can be read. */
export const keysOf = query({
  name: "keys.list",
  permission: "general:manage-api-key",
  input: KeysFilter,
  run: async (scope, filter): Promise<KeysPage> => {
    const { tx, workspace, root, access, facts, now } = scope;
    const { rows, next } = pageOf(await keysFitting(scope, filter), pageSize, ({ id }) => id);
    const owners = await factsOfPeople(tx, workspace, [...new Set(rows.map(({ ownerId }) => ownerId))]);
    const accessOf = (id: string) => {
      const owner = owners.get(id);
      return owner ? accessAt(owner, now) : null;
    };
    const [counts] = await tx
      .select({
        live: sql<number>`count(*) filter (where ${isLive})::int`,
        ended: sql<number>`count(*) filter (where not ${isLive})::int`,
      })
      .from(apiKeys)
      .where(eq(apiKeys.workspaceId, workspace.id));
    const end = heldUntil(facts, ownerNeeds, root, now);
    return {
      rows: rows.map(({ ownerId, owner, revokedAt, revoker, ...row }) => ({
        ...row,
        owner: {
          name: owner,
          lost: row.state === "active" ? lostByOwner(accessOf(ownerId), row.scopes, root) : null,
        },
        revoked: revokedAt === null ? null : { at: revokedAt, by: revoker ?? "" },
      })),
      next,
      counts: counts ?? { live: 0, ended: 0 },
      mayOwn: ownerNeeds.every((permission) => access.can(permission, root)),
      mayOwnUntil: end === null ? null : isoOf(end),
      endpoint: `${settings().url}/access/v1/evaluation`,
      now: isoOf(now),
      timeZone: workspace.timeZone,
    };
  },
});

const sortKeys: Record<NonNullable<KeysFilter["sort"]>, SQL<string>> = {
  newest: newestFirst(sql`${apiKeys.createdAt}`) as SQL<string>,
  name: sql`lower(${apiKeys.name})`,
  used: newestFirst(sql`${apiKeys.lastUsedAt}`) as SQL<string>,
};

const creator = alias(users, "creator");
const owner = alias(users, "owner");
const revoker = alias(users, "revoker");
const text = <T extends string | null>(at: SQL) => iso(at) as SQL<T>;

/** One key more than a page holds, so that the caller knows whether there is a next one. */
function keysFitting({ tx, workspace }: Scope, { q, state, sort = "newest", after }: KeysFilter) {
  const pattern = anywhere(q);
  const key = sortKeys[sort];
  const called = [apiKeys.name, apiKeys.prefix, creator.name, owner.name].map((one) => ilike(one, pattern));
  return tx
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      scopes: sql<KeyScope[]>`${apiKeys.scopes}`,
      createdBy: creator.name,
      ownerId: apiKeys.ownedBy,
      owner: owner.name,
      createdAt: text<string>(sql`${apiKeys.createdAt}`),
      expiresAt: text<string | null>(sql`${apiKeys.expiresAt}`),
      lastUsedAt: text<string | null>(sql`${apiKeys.lastUsedAt}`),
      revokedAt: text<string | null>(sql`${apiKeys.revokedAt}`),
      revoker: revoker.name,
      state: sql<KeyRow["state"]>`case when ${isLive} then 'active'
        when ${apiKeys.revokedAt} is not null then 'revoked' else 'expired' end`,
      endsSoon: sql<boolean>`coalesce(${isLive} and ${apiKeys.expiresAt} < now() + interval '14 days', false)`,
      sortKey: key,
    })
    .from(apiKeys)
    .innerJoin(creator, eq(creator.id, apiKeys.createdBy))
    .innerJoin(owner, eq(owner.id, apiKeys.ownedBy))
    .leftJoin(revoker, eq(revoker.id, apiKeys.revokedBy))
    .where(
      and(
        eq(apiKeys.workspaceId, workspace.id),
        q ? or(...called) : undefined,
        state && (state === "live" ? isLive : not(isLive)),
        afterText(key, sql`${apiKeys.id}`, after),
      ),
    )
    .orderBy(sql`${key} collate "C"`, apiKeys.id)
    .limit(pageSize + 1);
}
