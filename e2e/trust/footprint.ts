import { sql } from "drizzle-orm";
import type { Stage } from "./stage.ts";

/** How much there is of everything that an action could leave behind; two that are equal mean that nothing happened. */
export function footprint({ write, home }: Stage): Promise<Record<string, string>> {
  const rows = (table: string, which = "true") =>
    sql.raw(
      `(select count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') from ${table} t where ${which})`,
    );
  const mine = `workspace_id = '${home.workspaceId}'`;
  return write(async (tx) => {
    const [found] = await tx.execute<Record<string, string>>(sql`select
      ${rows("audit_events", `${mine} and outcome = 'done'`)} as events,
      ${rows("(select id, user_id, ended_at, workspace_id from memberships)", mine)} as memberships, ${rows("active_periods", mine)} as periods,
      ${rows("grants", mine)} as grants, ${rows("group_memberships", mine)} as places,
      ${rows("invitations", mine)} as invitations, ${rows("users")} as users,
      ${rows("(select id, user_id, ended_at, proved_at from sessions)")} as sessions,
      ${rows("(select id from outbox)")} as mails, ${rows("one_time_codes")} as codes, ${rows("sign_in_links")} as links`);
    return found ?? {};
  });
}
