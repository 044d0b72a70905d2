import "server-only";
import { lockWorkspace } from "@/db/tenant";
import type { Scope } from "@/lib/doorway/scope";
import { takenBack } from "@/lib/grants/impact";
import { productsLeftBy } from "@/lib/grants/safeguards";
import { endMembership } from "./endings";

/** The products that would have no active Owner, or no active Steward, without this member: one sentence each. */
export async function productsLeftWithout(
  { tx, workspace, actor }: Scope,
  membershipId: string,
): Promise<string[]> {
  await lockWorkspace(tx, workspace.id);
  const { left } = await takenBack(tx, (inner) =>
    productsLeftBy(inner, workspace.id, () => endMembership(inner, workspace.id, membershipId, actor.userId)),
  );
  return left;
}
