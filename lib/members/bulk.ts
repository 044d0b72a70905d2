import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { command } from "@/lib/doorway/command";
import { query } from "@/lib/doorway/query";
import { impactOfWriting } from "@/lib/grants/impact";
import { type ImpactSummary, summaryOf } from "@/lib/grants/impact-summary";
import {
  type ChangedEach,
  changeEach,
  makingAsked,
  refusalOf,
  targetsDue,
  writeBulkChange,
} from "./bulk-changes";
import { type BulkChange, type Planned, planOf } from "./bulk-plan";
import { givesAdmin } from "./direct-roles";
import { ChangeRoleOfMany, ChangeStandingOfMany, Matching, mostSelected, PreviewMany } from "./input";
import { conditionsOf } from "./listing";

/** What becomes, or became, of one of many: `why` when it is not a change. `event`: of the audit log. */
export type BulkRow = {
  membershipId: string;
  name: string;
  email: string;
  result: "change" | "nothing" | "refused";
  why: string | null;
  event: string | null;
};

/** Makes each of many members hold one role directly, as {@link makeRole} does for one. */
export const makeRoleOfMany = command({
  name: "members.make-role-many",
  permission: "general:manage-user",
  input: ChangeRoleOfMany,
  fresh: givesAdmin,
  run: async (context, { membershipIds, reason, ...asked }): Promise<{ rows: BulkRow[] }> => ({
    rows: rowsOf(await changeEach(context, membershipIds, await makingAsked(context, asked), reason)),
  }),
  changes: changesIn,
});

/** Deactivates each of many members, as {@link deactivateMember} does one. */
export const deactivateMany = command({
  name: "members.deactivate-many",
  permission: "general:manage-user",
  input: ChangeStandingOfMany,
  run: async (context, { membershipIds, reason }): Promise<{ rows: BulkRow[] }> => ({
    rows: rowsOf(await changeEach(context, membershipIds, { kind: "deactivate" }, reason)),
  }),
  changes: changesIn,
});

export type BulkPreview = {
  summary: ImpactSummary;
  /** How many will be changed. */
  due: number;
  /** Those who will not, and why. */
  rows: BulkRow[];
  givesFullAdmin: boolean;
};

/** What a change of many would give and take, and whom it leaves out: by the plan and the statements that carry it out. */
export const previewMany = query({
  name: "members.preview-many",
  permission: "general:manage-user",
  input: PreviewMany,
  characters: 400_000,
  perMinute: 120,
  run: async (scope, { membershipIds, change: asked }): Promise<BulkPreview> => {
    const { tx, workspace, actor } = scope;
    const change: BulkChange = asked.kind === "make" ? await makingAsked(scope, asked) : asked;
    const plan = await planOf(scope, membershipIds, change);
    const targets = targetsDue(plan);
    const impacts = await impactOfWriting(
      tx,
      workspace,
      sql`m.id = any(${uuids(targets.map(({ membershipId }) => membershipId))})`,
      (inner) => writeBulkChange(inner, workspace.id, targets, change, actor.userId),
    );
    return {
      summary: await summaryOf(tx, workspace.id, impacts),
      due: targets.length,
      rows: rowsOf(plan).filter(({ result }) => result !== "change"),
      givesFullAdmin: asked.kind === "make" && (await givesAdmin(scope, asked)),
    };
  },
});

/** The members who fit a filter, by name: at most 5,000, and whether there are more. */
export const membersMatching = query({
  name: "members.matching",
  permission: "general:manage-user",
  input: Matching,
  run: async ({ tx, workspace }, filter): Promise<{ membershipIds: string[]; more: boolean }> => {
    const rows = await tx.execute<{ id: string }>(sql`
      select m.id from memberships m
      where m.workspace_id = ${workspace.id} and ${sql.join(conditionsOf(workspace.id, filter), sql` and `)}
      order by m.listed_as, m.id limit ${mostSelected + 1}`);
    const membershipIds = rows.slice(0, mostSelected).map(({ id }) => id);
    return { membershipIds, more: rows.length > mostSelected };
  },
});

function rowsOf(plan: readonly (Planned | ChangedEach)[]): BulkRow[] {
  return plan.map((one) => ({
    membershipId: one.membershipId,
    name: one.target?.name ?? "Somebody who is no member any more",
    email: one.target?.email ?? "",
    result: one.due,
    why: refusalOf(one)?.message ?? null,
    event: ("changed" in one && one.changed?.event) || null,
  }));
}

function changesIn({ rows }: { rows: BulkRow[] }): number {
  return rows.filter(({ result }) => result === "change").length;
}
