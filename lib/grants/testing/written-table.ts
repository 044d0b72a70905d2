import type { Sql } from "postgres";
import { tableGrants, tableGroups, tableMembers, tableResources, tableRoles } from "@/lib/access/cases/table";
import type { Validity } from "@/lib/access/instant";
import { type Written, writeWorkspace } from "./written-workspace";

/**
 * Writes the workspace of the table of decisions anew.
 * @param moved when something holds, by when the table says so
 */
export function writeTable(
  owner: Sql,
  moved: (told: Validity) => Validity = (told) => told,
): Promise<Written> {
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
