import type { Sql } from "postgres";
import type { Instant } from "@/lib/access/instant";
import { writeTable } from "@/lib/grants/testing/written-table";
import type { Written } from "@/lib/grants/testing/written-workspace";

const hour = 3_600_000_000;

/**
 * Writes the workspace of the table of decisions anew, with all its times moved so that `at` is the database's present:
 * what the table says of that instant is true now. What comes after it comes an hour later still, so that a test has
 * the time to ask; nothing changes its order.
 */
export async function tableAt(owner: Sql, at: Instant): Promise<Written> {
  const [row] = await owner<{ now: string }[]>`select micros(clock_timestamp())::text as now`;
  const shift = Number(row?.now) - at;
  const move = (time: Instant) => time + shift + (time > at ? hour : 0);
  return writeTable(owner, ({ from, to }) => ({ from: move(from), to: to === null ? null : move(to) }));
}
