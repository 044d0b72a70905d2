import "server-only";
import type { Level } from "@/lib/access/catalogue";
import { effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { impactOfWriting } from "@/lib/grants/impact";
import { type ImpactSummary, summaryOf } from "@/lib/grants/impact-summary";
import { useOfRole } from "@/lib/grants/replacement";
import { invitationsOffering } from "@/lib/invitations/offer";
import { carryOutDeletion, replacementFor } from "./deletion";
import { holdsRoleNow } from "./holders";
import { PreviewDeletion, PreviewRestoration, PreviewRole } from "./input";
import { type NewRevision, type RoleRecord, roleRecord, writeRevision } from "./record";
import { revisionOf } from "./revisions";
import { contentsOf, refuseBeyond, refuseBeyondReplacement, refuseOwnGain, refuseSeeded } from "./rules";

export type RolePreview = {
  /** Null for a new role, which nobody holds. */
  summary: ImpactSummary | null;
  /** Ten levels of the role itself on the workspace; `before` null for a new role. */
  before: Level[] | null;
  after: Level[];
  /** The number of the role's present revision, and who wrote it; null for a new role. */
  present: Pick<RoleRecord, "number" | "author"> | null;
  /** Why it cannot be saved, in words; null when it can. */
  refusal: string | null;
};

/** What saving a role would give to and take from all who hold it. */
export const previewRole = query({
  name: "roles.preview",
  permission: "general:manage-role",
  input: PreviewRole,
  run: async (scope, { roleId, draft }): Promise<RolePreview> => {
    const role = roleId ? await roleRecord(scope, roleId) : null;
    const contents = contentsOf(draft);
    return previewOf(scope, role, contents);
  },
});

/** What restoring a revision would give and take. */
export const previewRestoration = query({
  name: "roles.preview-restoration",
  permission: "general:manage-role",
  input: PreviewRestoration,
  run: async (scope, { roleId, number }): Promise<RolePreview> => {
    const role = await roleRecord(scope, roleId);
    return previewOf(scope, role, (await revisionOf(scope, roleId, number)).contents);
  },
});

async function previewOf(
  scope: Scope,
  role: RoleRecord | null,
  contents: RoleContents,
): Promise<RolePreview> {
  const refusal = refusalIn(() => {
    if (role) refuseSeeded(role);
    refuseBeyond(scope, role?.contents ?? null, contents);
    if (role) refuseOwnGain(scope, role, contents);
  });
  return {
    summary:
      role && (await summaryOfRevision(scope, role, { ...role, contents, authorId: scope.actor.userId })),
    before: role && levelsOf(role.contents),
    after: levelsOf(contents),
    present: role && { number: role.number, author: role.author },
    refusal,
  };
}

async function summaryOfRevision(
  { tx, workspace }: Scope,
  { id }: RoleRecord,
  next: NewRevision,
): Promise<ImpactSummary> {
  const impacts = await impactOfWriting(tx, workspace, holdsRoleNow(workspace.id, id), (inner) =>
    writeRevision(inner, workspace.id, id, next),
  );
  return summaryOf(tx, workspace.id, impacts);
}

export type DeletionPreview = {
  summary: ImpactSummary;
  /** Grants that end or turn into the replacement, and invitations that offer the role. */
  grants: number;
  invitations: number;
  refusal: string | null;
};

/** What deleting a role would give and take, with its replacement in its place. */
export const previewDeletion = query({
  name: "roles.preview-deletion",
  permission: "general:manage-role",
  input: PreviewDeletion,
  run: async (scope, { roleId, replacementId }): Promise<DeletionPreview> => {
    const { tx, workspace, actor } = scope;
    const role = await roleRecord(scope, roleId);
    const replacement = await replacementFor(scope, role, replacementId);
    const { grants, adjustments } = await useOfRole(tx, workspace.id, roleId);
    const refusal = refusalIn(() => {
      refuseSeeded(role);
      refuseBeyondReplacement(scope, role.contents, replacement?.contents ?? null, adjustments);
      refuseOwnGain(scope, role, replacement?.contents ?? null);
    });
    const impacts = await impactOfWriting(tx, workspace, holdsRoleNow(workspace.id, roleId), (inner) =>
      carryOutDeletion(inner, workspace.id, { roleId, replacementId, actorId: actor.userId }),
    );
    return {
      summary: await summaryOf(tx, workspace.id, impacts),
      grants,
      invitations: await invitationsOffering(tx, workspace.id, roleId),
      refusal,
    };
  },
});

/** What a check would refuse, in words. */
function refusalIn(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (refused) {
    if (refused instanceof Refusal) return refused.message;
    throw refused;
  }
}

function levelsOf(contents: RoleContents): Level[] {
  return profileOf(effectiveOf(contents, undefined, true));
}
