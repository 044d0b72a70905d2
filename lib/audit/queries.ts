import "server-only";
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { e } from "@/db/aliases";
import { counted } from "@/db/counted";
import { iso, micros } from "@/db/dated";
import { isoOf } from "@/lib/access/instant";
import type { EventKind } from "@/lib/doorway/event";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import type { Part } from "@/lib/doorway/sentence";
import { eventNames } from "@/lib/grants/event-names";
import { conditionsOf, instantAt, logOf } from "./conditions";
import { cursorOf, type Position, positionIn } from "./cursor";
import { type Day, eventsPerDay } from "./days";
import { AuditView, filterOf } from "./input";
import { kindOf } from "./registry";
import { sentenceOf } from "./sentence";

export type AuditEntry = {
  id: string;
  /** ISO, UTC, to the microsecond. */
  at: string;
  /** Without an id it was Remit itself. */
  actor: { id: string | null; name: string };
  action: string;
  kind: EventKind;
  sentence: Part[];
  outcome: "done" | "denied";
  target: { kind: string; label: string };
  resource: { label: string } | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  requestId: string;
  /** The last six characters of the session's id. */
  session: string | null;
};

export type AuditPage = {
  /** Newest first. */
  events: AuditEntry[];
  /** Cursors of the pages beside this one: what is newer (`before`) and what is older (`after`). */
  newer: string | null;
  older: string | null;
  /** The event that was asked for, if it is on this page. */
  opened: string | null;
  total: { count: number; capped: boolean };
  /** The last 30 days up to today, whatever dates the filter names. */
  days: Day[];
  mayExport: boolean;
  timeZone: string;
  /** The database's clock, ISO. */
  now: string;
};

const pageSize = 50;
/** Beyond what a JavaScript number holds. */
const seq = sql<string>`${e.seq}::text`;
/** How much newer than an opened event its page begins. */
const newerThanOpened = 9;
const countCap = 1000;

/** What happened in the workspace: one page of the log, its size, and how busy the last days were. */
export const auditEvents = query({
  name: "audit.events",
  permission: "governance:view-audit",
  input: AuditView,
  run: async (scope, view): Promise<AuditPage> => {
    const { workspace, access, root } = scope;
    const matching = conditionsOf(logOf(scope), view);
    const { rows, newer, older, opened } = await pageOf(scope, matching, view);
    const [first, last] = [rows[0], rows.at(-1)];
    const count = await countOf(scope, matching);
    return {
      events: rows.map(entryOf),
      newer: newer && first ? cursorOf(first) : null,
      older: older && last ? cursorOf(last) : null,
      opened,
      total: { count: Math.min(count, countCap), capped: count > countCap },
      days: await eventsPerDay(scope, filterOf(view)),
      mayExport: access.can("governance:export-audit", root),
      timeZone: workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

type Row = Omit<AuditEntry, "actor" | "kind" | "sentence" | "target" | "resource"> &
  Position & {
    actorId: string | null;
    actorName: string;
    targetKind: string;
    targetLabel: string;
    resourceLabel: string;
  };
type Page = { rows: Row[]; newer: boolean; older: boolean; opened: string | null };

async function pageOf(scope: Scope, matching: SQL, view: AuditView): Promise<Page> {
  if (view.event) {
    const place = await placeOf(scope, matching, view.event);
    if (place) return around(scope, matching, place, view.event);
  }
  const before = view.before ? positionIn(view.before) : null;
  if (before) {
    const rows = await eventsFrom(scope, matching, "newer", before, pageSize + 1);
    const page = rows.slice(0, pageSize).reverse();
    // Less than a full page is left: begin at the start of the log, so that pages stay full.
    if (rows.length > pageSize) return { rows: page, newer: true, older: true, opened: null };
  }
  const after = view.after && !before ? positionIn(view.after) : null;
  const rows = await eventsFrom(scope, matching, "older", after, pageSize + 1);
  return {
    rows: rows.slice(0, pageSize),
    newer: after !== null,
    older: rows.length > pageSize,
    opened: null,
  };
}

async function around(scope: Scope, matching: SQL, place: Position, opened: string): Promise<Page> {
  const above = await eventsFrom(scope, matching, "newer", place, newerThanOpened + 1);
  const kept = above.slice(0, newerThanOpened).reverse();
  const room = pageSize - kept.length;
  const below = await eventsFrom(scope, matching, "from", place, room + 1);
  return {
    rows: [...kept, ...below.slice(0, room)],
    newer: above.length > newerThanOpened,
    older: below.length > room,
    opened,
  };
}

async function placeOf({ tx }: Scope, matching: SQL, event: string): Promise<Position | null> {
  const [place] = await tx
    .select({ micros: micros(e.at), seq })
    .from(e)
    .where(and(matching, eq(e.id, event)));
  return place ?? null;
}

/** Events on one side of a place, beginning at it; "older" without a place begins with the newest. */
async function eventsFrom(
  scope: Scope,
  matching: SQL,
  side: "newer" | "older" | "from",
  place: Position | null,
  limit: number,
): Promise<Row[]> {
  const comparison = { newer: sql`>`, older: sql`<`, from: sql`<=` }[side];
  const beyond =
    place && sql`(${e.at}, ${e.seq}) ${comparison} (${instantAt(place.micros)}, ${place.seq}::bigint)`;
  const direction = side === "newer" ? asc : desc;
  const { target, resource, before, after } = eventNames(scope);
  return scope.tx
    .select({
      id: e.id,
      at: iso(e.at),
      micros: micros(e.at),
      seq,
      actorId: e.actorId,
      actorName: e.actorName,
      action: e.action,
      outcome: e.outcome,
      targetKind: e.targetKind,
      targetLabel: target,
      resourceLabel: resource,
      before,
      after,
      reason: e.reason,
      requestId: e.requestId,
      session: sql<string | null>`right(${e.sessionId}::text, 6)`,
    })
    .from(e)
    .where(and(matching, beyond ?? undefined))
    .orderBy(direction(e.at), direction(e.seq))
    .limit(limit);
}

function countOf({ tx }: Scope, matching: SQL): Promise<number> {
  const found = tx
    .select({ id: e.id })
    .from(e)
    .where(matching)
    .limit(countCap + 1);
  return counted(tx, found);
}

function entryOf({ micros, seq, actorId, actorName, targetKind, targetLabel, resourceLabel, ...row }: Row) {
  const entry = {
    ...row,
    actor: { id: actorId, name: actorName },
    kind: kindOf(row.action),
    target: { kind: targetKind, label: targetLabel },
    resource: resourceLabel ? { label: resourceLabel } : null,
  };
  return { ...entry, sentence: sentenceOf(entry) };
}
