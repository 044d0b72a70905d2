import "server-only";
import { Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { impactOfWriting } from "@/lib/grants/impact";
import { type ImpactSummary, summaryOf } from "@/lib/grants/impact-summary";
import { productsLeftBy } from "@/lib/grants/safeguards";
import type { BulkRow } from "@/lib/members/bulk";
import { givesAdmin } from "@/lib/members/direct-roles";
import { changeAsked, concernedBy, type GroupChange, writeChange } from "./change";
import { type Group, groupTarget, holdsAdmin } from "./group";
import { type AskedChange, PreviewGroupChange } from "./input";
import { obstacleTo } from "./obstacles";
import { idsOf, joining, leaving } from "./people";

export type GroupPreview = {
  /** Null when the change cannot even be tried. */
  summary: ImpactSummary | null;
  givesFullAdmin: boolean;
  /** Why it cannot be done, in words; null when it can. */
  refusal: string | null;
  /** Whom adding leaves as they are, and why. */
  left: BulkRow[];
};

/** What a change of a group would give and take, before it is confirmed: carried out by its own statements, and taken back. */
export const previewGroupChange = query({
  name: "groups.preview-change",
  permission: "general:manage-user",
  input: PreviewGroupChange,
  perMinute: 120,
  run: async (scope, { groupId, change: asked }): Promise<GroupPreview> => {
    const group = await groupTarget(scope, groupId);
    const givesFullAdmin = await handsOutAdmin(scope, group, asked);
    try {
      const { change, left, nobody } = await tried(scope, group, asked);
      if (nobody) return { summary: null, givesFullAdmin, left, refusal: nobody.message };
      const obstacle = await obstacleTo(scope, group, change);
      const { summary, orphaned } = await effectOf(scope, group, change);
      return { summary, givesFullAdmin, left, refusal: obstacle?.message ?? (orphaned.join(" ") || null) };
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.code === "not-found") throw refused;
      return { summary: null, givesFullAdmin, left: [], refusal: refused.message };
    }
  },
});

async function tried(
  scope: Scope,
  group: Group,
  asked: AskedChange,
): Promise<{ change: GroupChange; left: BulkRow[]; nobody: Refusal | null }> {
  if (asked.kind === "add") {
    const { joins, ...others } = await joining(scope, group, asked.membershipIds);
    return { change: { kind: "add", membershipIds: idsOf(joins) }, ...others };
  }
  if (asked.kind === "remove") {
    const leaves = await leaving(scope, group, asked.membershipIds);
    return { change: { kind: "remove", membershipIds: idsOf(leaves) }, left: [], nobody: null };
  }
  return { change: await changeAsked(scope, group, asked), left: [], nobody: null };
}

async function effectOf({ tx, workspace, actor }: Scope, group: Group, change: GroupChange) {
  let orphaned: string[] = [];
  const impacts = await impactOfWriting(
    tx,
    workspace,
    concernedBy(workspace.id, group.id, change),
    async (inner) => {
      ({ left: orphaned } = await productsLeftBy(inner, workspace.id, () =>
        writeChange(inner, workspace.id, group.id, change, actor.userId),
      ));
    },
  );
  return { summary: await summaryOf(tx, workspace.id, impacts), orphaned };
}

async function handsOutAdmin(scope: Scope, group: Group, asked: AskedChange): Promise<boolean> {
  if (asked.kind === "give") return givesAdmin(scope, asked);
  return (asked.kind === "add" || (asked.kind === "delete" && asked.grants === "keep")) && holdsAdmin(group);
}
