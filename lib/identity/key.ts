import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import type { Workspace } from "@/lib/facts/facts";
import type { KeyScope } from "@/lib/identity/key-scopes";
import { hashOf, newToken } from "./secrets";

/** By this a secret is recognised wherever it turns up: in a log, in a repository, by a scanner. */
const mark = "remit_";
const shape = /^remit_[\w-]{43}$/;
/** So many characters of a secret are kept in clear: the mark, and eight by which people tell keys apart. */
const prefixLength = mark.length + 8;

/** A new secret: the mark and 256 random bits. Only its hash and its first characters are ever stored. */
export function newSecret(): { secret: string; prefix: string; hash: string } {
  const secret = `${mark}${newToken()}`;
  return { secret, prefix: secret.slice(0, prefixLength), hash: hashOf(secret) };
}

/** A key in force, with the workspace that it speaks for. */
export type HeldKey = {
  id: string;
  scopes: KeyScope[];
  /** Whether its last use was noted more than a minute ago. */
  idle: boolean;
  workspace: Workspace;
  /** Grows with each change of access in the workspace. */
  accessVersion: string;
  /** The database's clock, in microseconds. */
  now: number;
};

/** The secret in an Authorization header (`Bearer remit_…`), or null when there is none that could be one of ours. */
export function secretIn(authorization: string | null): string | null {
  const given = /^bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  return given !== undefined && shape.test(given) ? given : null;
}

type Row = Omit<HeldKey, "workspace" | "now"> & Workspace & { workspaceId: string; now: string };

/**
 * The key whose secret has this hash, which the tenant context must hold. Null when it is unknown, revoked or expired,
 * or its workspace is archived: compared with the database at each request.
 */
export async function heldKey(tx: Transaction, hash: string): Promise<HeldKey | null> {
  const [row] = await prepared<Row>(
    tx,
    sql`
    select k.id, k.scopes, coalesce(k.last_used_at < now() - interval '1 minute', true) as idle,
      w.id as "workspaceId", w.account_id as "accountId", w.name, w.slug, w.time_zone as "timeZone",
      w.access_version as "accessVersion", micros(clock_timestamp()) as now
    from api_keys k join workspaces w on w.id = k.workspace_id and w.archived_at is null
    where k.secret_hash = ${hash} and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > clock_timestamp())`,
  );
  if (!row) return null;
  const { id, scopes, idle, accessVersion, now, workspaceId, accountId, name, slug, timeZone } = row;
  const workspace = { id: workspaceId, accountId, name, slug, timeZone };
  return { id, scopes, idle, accessVersion, now: Number(now), workspace };
}

/** Notes, in the context of its workspace, that a key was used. For those that are idle, which is once a minute. */
export async function noteUse(tx: Transaction, { id, workspace }: HeldKey): Promise<void> {
  await tx.execute(sql`
    update api_keys set last_used_at = clock_timestamp()
    where workspace_id = ${workspace.id} and id = ${id}
      and coalesce(last_used_at < now() - interval '1 minute', true)`);
}
