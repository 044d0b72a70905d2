import "server-only";
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { e } from "@/db/aliases";
import { copyOut } from "@/db/copy-out";
import { iso } from "@/db/dated";
import { auditEvents } from "@/db/schema/audit";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import type { Person } from "@/lib/identity/actor";
import { settings } from "@/lib/settings";
import { conditionsOf, type LogOf, logOf } from "./conditions";
import { type AuditFilter, type ExportRequest, filterOf } from "./input";

/** Minutes for which an announced export may be downloaded. */
const openMinutes = 15;

/**
 * Refuses an export that its log does not tell of: the same person must have announced it, with this filter and
 * format, a short while ago.
 * @throws Refusal `stale-proof` or `conflict`
 */
export async function demandPrepared(
  { tx, workspace, actor }: Scope,
  prepared: string,
  { format, ...filter }: ExportRequest,
): Promise<void> {
  if (!actor.proofIsFresh)
    throw new Refusal(
      "stale-proof",
      "An export needs a fresh proof that it is you. Export again from the audit log.",
    );
  const announced = { format, filter: filterOf(filter) };
  const [event] = await tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.workspaceId, workspace.id),
        sql`${auditEvents.actorId} = ${actor.userId}`,
        eq(auditEvents.action, "audit.exported"),
        gt(auditEvents.at, sql`now() - make_interval(mins => ${openMinutes})`),
        eq(auditEvents.id, prepared),
        eq(auditEvents.after, announced),
      ),
    );
  if (!event)
    throw new Refusal(
      "conflict",
      "This export is not announced, or no longer. Export again from the audit log.",
    );
}

/** Exactly the filtered events, in the order of the list, as CSV or JSON Lines while they are read. */
export async function auditExport(
  scope: Scope<Person>,
  { format, ...filter }: ExportRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { workspace, actor } = scope;
  const events = eventsOf(logOf(scope), filter);
  const context = { user: actor.userId, account: workspace.accountId, workspace: workspace.id };
  const url = settings().appDatabaseUrl;
  if (format === "csv")
    return copyOut({ url, context, signal, select: asCsv(events), options: "format csv, header true" });
  // A line of JSON holds neither control character, so that nothing in it is quoted or escaped again.
  const options = "format csv, quote e'\\x01', delimiter e'\\x02'";
  return copyOut({ url, context, signal, select: sql`select row_to_json(t) from (${events}) as t`, options });
}

const columns = [
  "at",
  "actor",
  "actor_id",
  "action",
  "outcome",
  "target_kind",
  "target",
  "target_id",
  "resource",
  "resource_id",
  "before",
  "after",
  "reason",
  "request_id",
  "session",
  "id",
] as const;

function eventsOf(log: LogOf, filter: AuditFilter): SQL {
  const { target, resource, before, after } = log.names;
  return sql`
    select ${iso(e.at)} as at, ${e.actorName} as actor, ${e.actorId}, ${e.action}, ${e.outcome}, ${e.targetKind},
      ${target} as target, ${e.targetId}, ${resource} as resource, ${e.resourceId}, ${before} as before,
      ${after} as after, ${e.reason}, ${e.requestId}, right(${e.sessionId}::text, 6) as session, ${e.id}
    from ${auditEvents} ${e} where ${conditionsOf(log, filter)} order by ${e.at} desc, ${e.seq} desc`;
}

/** A spreadsheet runs a cell that begins like a formula; an apostrophe before it keeps it a text. */
function asCsv(events: SQL): SQL {
  const cells = columns.map((column) => {
    const cell = sql.raw(`t."${column}"::text`);
    return sql`case when left(${cell}, 1) in ('=', '+', '-', '@', chr(9), chr(13)) then '''' || ${cell} else ${cell} end as ${sql.raw(`"${column}"`)}`;
  });
  return sql`select ${sql.join(cells, sql`, `)} from (${events}) as t`;
}
