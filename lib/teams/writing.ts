import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { Scope } from "@/lib/doorway/scope";
import { endGrants, giveGrant } from "@/lib/grants/commands";
import type { DirectGrant } from "./direct";
import type { TeamObject } from "./object";
import type { End, Offer } from "./offer";
import type { Principal } from "./principals";

type Writer = Pick<Scope, "workspace" | "actor">;

/** What is written of a grant beside whom it is given to. */
export type Terms = { offer: Offer; end: End; reviewOn: string | null };

/** Gives each principal the offer on the object. */
export async function writeGrants(
  tx: Transaction,
  { workspace, actor }: Writer,
  object: TeamObject,
  principals: readonly Pick<Principal, "kind" | "id">[],
  { offer, end, reviewOn }: Terms,
): Promise<void> {
  for (const { kind, id } of principals)
    await giveGrant(tx, workspace.id, {
      principal: kind === "member" ? { membershipId: id } : { groupId: id },
      roleId: offer.role.id,
      resourceId: object.id,
      plus: offer.plus,
      minus: offer.minus,
      until: end.until,
      endsWithId: end.with?.id ?? null,
      reviewOn,
      source: "direct",
      grantedBy: actor.userId,
    });
}

/** Ends a grant and begins another in its place. */
export async function writeRevision(
  tx: Transaction,
  writer: Writer,
  object: TeamObject,
  grant: DirectGrant,
  terms: Terms,
): Promise<void> {
  await writeRemoval(tx, writer, [grant]);
  await writeGrants(tx, writer, object, [grant.principal], terms);
}

/** Ends grants. */
export async function writeRemoval(
  tx: Transaction,
  { workspace, actor }: Writer,
  grants: readonly Pick<DirectGrant, "id">[],
): Promise<void> {
  await endGrants(tx, workspace.id, actor.userId, sql`id = any(${uuids(grants.map(({ id }) => id))})`);
}
