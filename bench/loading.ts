import { sql } from "drizzle-orm";
import { prepared } from "@/db/prepared";
import { inContext } from "@/db/tenant";
import { accessAt } from "@/lib/access/access";
import { factsOf } from "@/lib/facts/facts";
import { accessOf } from "@/lib/facts/known-access";
import type { LargeWorkspace } from "@/lib/grants/testing/large-workspace";
import { compare, type Effort, inverse } from "./measure";
import type { Figure } from "./report";

const effort: Effort = { rounds: 9, passes: 5 };
const people = 50;

/** What one person may do, read and compiled from the database, against the least that a question to it can take. */
export async function loadingFigures({ workspace, userId }: LargeWorkspace): Promise<Figure[]> {
  return inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
    const least = async () => {
      for (let n = 1; n <= people; n++) await tx.execute(sql`select 1`);
      return people;
    };
    const cold = async () => {
      let active = 0;
      for (let n = 1; n <= people; n++)
        if (accessAt(await factsOf(tx, workspace, userId(n)), Date.now() * 1000).active) active++;
      return active;
    };
    const unchanged = async () => {
      let active = 0;
      for (let n = 1; n <= people; n++) {
        const id = userId(n);
        const [row] = await prepared<{ accessVersion: string; now: string }>(tx, versionOf(workspace.id));
        const asked = { tx, workspace, accessVersion: row?.accessVersion ?? "", now: Number(row?.now) };
        const known = await accessOf(asked, [{ id, disabled: false, administers: [] }]);
        if (known.get(id)?.access.active) active++;
      }
      return active;
    };
    const selectOne = { name: "select 1", pass: least };
    const ratioOf = async (name: string, pass: () => Promise<number>) => {
      const ratios = await compare({ name, pass }, [selectOne], effort);
      return inverse(ratios.get(selectOne.name)!);
    };
    const bounds = { against: selectOne.name, bound: "at most" } as const;
    return [
      {
        what: "a member's access from PostgreSQL, cold",
        ...bounds,
        ratio: await ratioOf("cold", cold),
        must: 8,
        stretch: 5,
      },
      {
        what: "a member's access from PostgreSQL, unchanged",
        ...bounds,
        ratio: await ratioOf("unchanged", unchanged),
        must: 1.4,
        stretch: 1.2,
      },
    ];
  });
}

/** What tells whether anything changed: the version of the workspace's access, and the present. */
function versionOf(workspaceId: string) {
  return sql`select access_version as "accessVersion", micros(clock_timestamp()) as now
    from workspaces where id = ${workspaceId}`;
}
