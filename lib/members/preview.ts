import "server-only";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Impact } from "@/lib/access/impact";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { endOfDay, workspaceRole } from "@/lib/grants/asked";
import { placeMarks, roleMarks } from "@/lib/grants/marks";
import { type Change, impactOfChange, isDirectOnWorkspace, obstacleTo } from "./change";
import { PreviewChange } from "./input";
import { productsLeftWithout } from "./responsibilities";
import { memberTarget, obstacleInWords, type Target } from "./target";

export type ChangePreview = {
  impact: Impact;
  /** Roles that stay, with where they come from: "Brand Team Lead through Brand". */
  stays: string[];
  ends: string[];
  givesFullAdmin: boolean;
  /** Why it cannot be done, in words; null when it can. */
  refusal: string | null;
  /** What the person who asks would have to hold besides to give the role. */
  missing: PermissionId[];
};

/** What a change would give and take, before it is confirmed: computed by the same rules that carry it out. */
export const previewChange = query({
  name: "members.preview-change",
  permission: "general:manage-user",
  input: PreviewChange,
  run: async (scope, { membershipId, change: asked }): Promise<ChangePreview> => {
    const target = await memberTarget(scope, membershipId);
    const change = await changeAsked(scope, asked);
    const obstacle = obstacleTo(
      change,
      target,
      { userId: scope.actor.userId, access: scope.access },
      scope.now,
    );
    const left = change.kind === "revoke" ? await productsLeftWithout(scope, membershipId) : [];
    const ends = endingWith(scope, target, change);
    const stays = [
      ...roleMarks(target.facts, scope.now).map((mark) => ({ ...mark, on: "" })),
      ...placeMarks(target.facts, scope.now).map((mark) => ({
        ...mark,
        name: mark.role,
        on: ` on ${mark.resource.name}`,
      })),
    ].filter(({ grantId }) => change.kind !== "revoke" && !ends.has(grantId));
    return {
      impact: impactOfChange(target.facts, change, scope.now),
      ends: roleMarks(target.facts, scope.now)
        .filter(({ grantId }) => ends.has(grantId))
        .map(({ name }) => name),
      stays: stays.map(({ name, on, group }) => `${name}${on}${group ? ` through ${group}` : ""}`),
      missing: "role" in change && obstacle?.kind === "beyond-ceiling" ? obstacle.permissions : [],
      givesFullAdmin: "role" in change && change.role.kind === "system" && change.role.name === "Admin",
      refusal: obstacle ? obstacleInWords(obstacle, target.name) : left.length > 0 ? left.join(" ") : null,
    };
  },
});

async function changeAsked(scope: Scope, asked: PreviewChange["change"]): Promise<Change> {
  if (!("roleId" in asked)) return asked;
  const role = await workspaceRole(scope, asked.roleId);
  return { kind: asked.kind, role, until: (await endOfDay(scope, asked.endsOn))?.at ?? null };
}

/** The grants on the workspace that the change ends. */
function endingWith(scope: Scope, { facts }: Target, change: Change): Set<string> {
  const direct = facts.grants
    .filter((grant) => isDirectOnWorkspace(grant, scope.workspace.id, scope.now))
    .map(({ id }) => id);
  if (change.kind === "end") return new Set([change.grantId]);
  return new Set(change.kind === "make" || change.kind === "revoke" ? direct : []);
}
