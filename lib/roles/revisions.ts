import "server-only";
import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { iso } from "@/db/dated";
import { contentsOf, roleRevisions as revisions, roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import type { Level } from "@/lib/access/catalogue";
import { isoOf } from "@/lib/access/instant";
import { effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { notFound } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { contentsChange, type RoleChange } from "./contents-change";
import { RevisionsFilter } from "./input";

/** A revision of a role as it was written. */
export type Revision = {
  number: number;
  name: string;
  description: string;
  contents: RoleContents;
  /** ISO instant. */
  at: string;
  /** Null: Remit itself. */
  author: string | null;
};

export type RevisionRow = Pick<Revision, "number" | "name" | "description" | "at" | "author"> & {
  /** Ten levels in effect on the workspace. */
  levels: Level[];
  /** What it changed against the revision before it; null for the first. */
  change: RoleChange | null;
  /** The name and the description it took the place of, where they differ. */
  was: { name?: string; description?: string };
};

export type RevisionsPage = {
  /** The newest first. */
  revisions: RevisionRow[];
  /** How many there are in all; the newest has this number. */
  count: number;
  /** What to ask for the ones before these; null: there are none. */
  next: number | null;
  now: string;
  timeZone: string;
};

const pageSize = 20;

/** How a role came to be what it is: its revisions, each with what it changed. */
export const roleRevisions = query({
  name: "roles.revisions",
  permission: "general:view-members",
  input: RevisionsFilter,
  run: async (scope, { roleId, before }): Promise<RevisionsPage> => {
    const rows = await revisionsBefore(scope, roleId, before ?? null, pageSize + 1);
    const [newest] = before ? await revisionsBefore(scope, roleId, null, 1) : rows;
    if (!newest) throw notFound();
    return {
      revisions: rows.slice(0, pageSize).map((revision, i) => rowOf(revision, rows[i + 1])),
      count: newest.number,
      next: rows.length > pageSize ? (rows[pageSize - 1]?.number ?? null) : null,
      now: isoOf(scope.now),
      timeZone: scope.workspace.timeZone,
    };
  },
});

/** @throws Refusal `not-found` when the role never had a revision of that number. */
export async function revisionOf(scope: Scope, roleId: string, number: number): Promise<Revision> {
  const [revision] = await revisionsBefore(scope, roleId, number + 1, 1);
  if (revision?.number !== number) throw notFound();
  return revision;
}

function revisionsBefore(
  { tx, workspace }: Scope,
  roleId: string,
  before: number | null,
  limit: number,
): Promise<Revision[]> {
  return tx
    .select({
      number: revisions.number,
      name: revisions.name,
      description: revisions.description,
      at: iso(revisions.validFrom),
      author: users.name,
      contents: contentsOf<RoleContents>(revisions),
    })
    .from(roles)
    .innerJoin(revisions, and(eq(revisions.workspaceId, roles.workspaceId), eq(revisions.roleId, roles.id)))
    .leftJoin(users, eq(users.id, revisions.authorId))
    .where(
      and(
        eq(roles.workspaceId, workspace.id),
        eq(roles.id, roleId),
        isNull(roles.endedAt),
        before === null ? undefined : lt(revisions.number, before),
      ),
    )
    .orderBy(desc(revisions.number))
    .limit(limit);
}

function rowOf({ contents, ...revision }: Revision, previous: Revision | undefined): RevisionRow {
  const { name, description } = revision;
  return {
    ...revision,
    levels: profileOf(effectiveOf(contents, undefined, true)),
    change: previous ? contentsChange(previous.contents, contents) : null,
    was: {
      ...(previous && previous.name !== name ? { name: previous.name } : {}),
      ...(previous && previous.description !== description ? { description: previous.description } : {}),
    },
  };
}
