import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { copyOut } from "@/db/copy-out";
import { iso } from "@/db/dated";
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
  const announced = JSON.stringify({ format, filter: filterOf(filter) });
  const [event] = await tx.execute(sql`
    select 1 from audit_events
    where workspace_id = ${workspace.id} and actor_id = ${actor.userId} and action = 'audit.exported'
      and at > now() - make_interval(mins => ${openMinutes}) and id = ${prepared} and after = ${announced}::jsonb`);
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
  return sql`
    select ${iso(sql`e.at`)} as at, e.actor_name as actor, e.actor_id, e.action, e.outcome, e.target_kind,
      e.target_label as target, e.target_id, e.resource_label as resource, e.resource_id, e.before, e.after, e.reason,
      e.request_id, right(e.session_id::text, 6) as session, e.id
    from audit_events e where ${conditionsOf(log, filter)} order by e.at desc, e.seq desc`;
}

/** A spreadsheet runs a cell that begins like a formula; an apostrophe before it keeps it a text. */
function asCsv(events: SQL): SQL {
  const cells = columns.map((column) => {
    const cell = sql.raw(`t."${column}"::text`);
    return sql`case when left(${cell}, 1) in ('=', '+', '-', '@', chr(9), chr(13)) then '''' || ${cell} else ${cell} end as ${sql.raw(`"${column}"`)}`;
  });
  return sql`select ${sql.join(cells, sql`, `)} from (${events}) as t`;
}
