import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { micros, present } from "@/db/dated";
import { runPrepared } from "@/db/prepared";
import { workspaces } from "@/db/schema/accounts";
import { apiKeys } from "@/db/schema/keys";
import { users } from "@/db/schema/users";
import type { Workspace } from "@/lib/facts/facts";
import { accessOf, type Known, peopleWhere } from "@/lib/facts/known-access";
import type { KeyScope } from "./key-scopes";
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
  /** The user who answers for it. */
  ownerId: string;
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

const idle = sql<boolean>`coalesce(${apiKeys.lastUsedAt} < now() - interval '1 minute', true)`;

/**
 * The key whose secret has this hash, which the tenant context must hold. Null when it is unknown, revoked or expired,
 * or its workspace is archived: compared with the database at each request.
 */
export async function heldKey(tx: Transaction, hash: string): Promise<HeldKey | null> {
  const { id, accountId, name, slug, timeZone } = workspaces;
  const [row] = await runPrepared(
    tx
      .select({
        id: apiKeys.id,
        scopes: apiKeys.scopes,
        ownerId: apiKeys.ownedBy,
        idle,
        workspace: { id, accountId, name, slug, timeZone },
        accessVersion: sql<string>`${workspaces.accessVersion}::text`,
        now: micros(present),
      })
      .from(apiKeys)
      .innerJoin(workspaces, and(eq(workspaces.id, apiKeys.workspaceId), isNull(workspaces.archivedAt)))
      .where(
        and(
          eq(apiKeys.secretHash, hash),
          isNull(apiKeys.revokedAt),
          or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, present)),
        ),
      ),
  );
  return row ? { ...row, scopes: row.scopes as KeyScope[], now: Number(row.now) } : null;
}

/** What the owner of a key holds and may do at present, in the context of its workspace. */
export async function ownerOf(tx: Transaction, { ownerId, ...key }: HeldKey): Promise<Known> {
  const people = await peopleWhere(tx, key.workspace, sql`${users.id} = ${ownerId}`);
  const owner = people[0] ?? { id: ownerId, disabled: true, administers: [] };
  const known = (await accessOf({ tx, ...key }, [owner])).get(ownerId);
  if (!known) throw new Error("the owner of a key was not assembled");
  return known;
}

/** Notes, in the context of its workspace, that a key was used. For those that are idle, which is once a minute. */
export async function noteUse(tx: Transaction, { id, workspace }: HeldKey): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: present })
    .where(and(eq(apiKeys.workspaceId, workspace.id), eq(apiKeys.id, id), idle));
}
