import type { Sql } from "postgres";
import { tableGrants, tableGroups, tableMembers, tableResources, tableRoles } from "@/lib/access/cases/table";
import type { Instant, Validity } from "@/lib/access/instant";
import { type Written, writeWorkspace } from "@/lib/grants/testing/written-workspace";

export type Told = Written;

const hour = 3_600_000_000;

/**
 * Writes the workspace of the table of decisions anew, with all its times moved so that `at` is the database's present:
 * what the table says of that instant is true now. What comes after it comes an hour later still, so that a test has
 * the time to ask; nothing changes its order.
 */
export async function tableAt(owner: Sql, at: Instant): Promise<Told> {
  const [row] = await owner<{ now: string }[]>`select micros(clock_timestamp())::text as now`;
  const shift = Number(row?.now) - at;
  const move = (time: Instant) => time + shift + (time > at ? hour : 0);
  const moved = ({ from, to }: Validity): Validity => ({
    from: move(from),
    to: to === null ? null : move(to),
  });
  return writeWorkspace(owner, {
    resources: tableResources.map(({ ref }) => ref),
    roles: tableRoles.map((role) => ({
      ...role,
      revisions: role.revisions.map(({ contents, ...validity }) => ({ contents, ...moved(validity) })),
    })),
    people: tableMembers.map((member) => ({
      ...member,
      active: member.active.map(moved),
      administers: member.administers.map(moved),
    })),
    groups: tableGroups.map((group) => ({
      ...group,
      stays: group.stays.map(({ member, validity }) => ({ member, validity: moved(validity) })),
    })),
    grants: tableGrants.map((grant) => ({ ...grant, validity: moved(grant.validity) })),
  });
}
