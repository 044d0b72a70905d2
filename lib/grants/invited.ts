import "server-only";
import { and, countDistinct, eq, isNull } from "drizzle-orm";
import { invitationGroups, invitationRoles, invitations } from "@/db/schema/invitations";
import type { Scope } from "@/lib/doorway/scope";

/** How many pending invitations rest on a role, on a group, or on whoever sent them. */
export async function pendingInvitations(
  { tx, workspace }: Pick<Scope, "tx" | "workspace">,
  on: { roleId: string } | { groupId: string } | { inviterId: string },
): Promise<number> {
  const pending = and(
    eq(invitations.workspaceId, workspace.id),
    isNull(invitations.acceptedAt),
    isNull(invitations.removedAt),
  );
  const counted = tx.select({ count: countDistinct(invitations.id) }).from(invitations);
  const joins = <T extends typeof invitationRoles | typeof invitationGroups>(table: T) =>
    and(eq(table.workspaceId, invitations.workspaceId), eq(table.invitationId, invitations.id));
  const [row] =
    "roleId" in on
      ? await counted
          .innerJoin(invitationRoles, joins(invitationRoles))
          .where(and(pending, eq(invitationRoles.roleId, on.roleId)))
      : "groupId" in on
        ? await counted
            .innerJoin(invitationGroups, joins(invitationGroups))
            .where(and(pending, eq(invitationGroups.groupId, on.groupId)))
        : await counted.where(and(pending, eq(invitations.invitedBy, on.inviterId)));
  return row?.count ?? 0;
}
