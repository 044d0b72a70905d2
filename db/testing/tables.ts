import type { Sql } from "postgres";

export type Table = {
  name: string;
  /** Whether rows name the workspace they belong to. */
  ofWorkspace: boolean;
  rowSecurity: boolean;
  forced: boolean;
  policies: number;
};

/** The tables of the schema as the database knows them; a partition is a part of its table. */
export async function tablesOf(sql: Sql): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname as name, c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as forced,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as "ofWorkspace",
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`;
}
