import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import { impactOfWriting } from "@/lib/grants/impact";
import { summaryOf } from "@/lib/grants/impact-summary";
import { withDatabase } from "./database";
import { type HeldRoles, writeHeldRoles } from "./impact-load";
import { summary } from "./measure";
import type { Figure, Scale, StageResult } from "./report";

const rounds = 7;
const members: Record<Scale, number> = { small: 1000, full: 10_000 };

/** An edit of a role: gives and takes. */
async function edit(tx: Transaction, workspaceId: string, roleId: string): Promise<void> {
  await tx.execute(sql`
    update role_revisions set valid_to = clock_timestamp()
    where workspace_id = ${workspaceId} and role_id = ${roleId} and valid_to is null`);
  await tx.execute(sql`
    insert into role_revisions (workspace_id, id, role_id, number, name, description, applications, permissions, valid_from)
    select workspace_id, gen_random_uuid(), role_id, 2, name, '', '{data-activation}',
      '{campaign:view,segment:view,data-space:personal-info,hr:view}', clock_timestamp()
    from role_revisions where workspace_id = ${workspaceId} and role_id = ${roleId} and number = 1`);
}

/** Seconds from the question to the summary that a page shows. */
async function secondsOf({ workspace }: HeldRoles, roleId: string, expected: number): Promise<number> {
  return inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
    const start = process.hrtime.bigint();
    const held = sql`select g.membership_id, g.group_id from grants g
      where g.workspace_id = ${workspace.id} and g.role_id = ${roleId}`;
    const holders = sql`(m.id in (select membership_id from (${held}) h where membership_id is not null)
      or m.id in (select gm.membership_id from group_memberships gm join (${held}) h on h.group_id = gm.group_id
        where gm.workspace_id = ${workspace.id}))`;
    const impacts = await impactOfWriting(tx, workspace, holders, (inner) =>
      edit(inner, workspace.id, roleId),
    );
    const { counts } = await summaryOf(tx, workspace.id, impacts);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (counts.gain !== expected) throw new Error(`${counts.gain} gain instead of ${expected}`);
    return seconds;
  });
}

/** Previews of a role edit that everybody's access changes by: held directly and by a group, alone and with others. */
export async function impactStage(scale: Scale): Promise<StageResult> {
  const count = members[scale];
  const number = count.toLocaleString("en");
  return withDatabase(async (owner) => {
    const figures: Figure[] = [];
    for (const [beside, onObjects] of [
      ["", 0],
      [`, beside ${number} grants on objects`, count],
    ] as const) {
      const load = await writeHeldRoles(owner, `impact-${onObjects}`, { members: count, onObjects });
      for (const [how, roleId] of [
        ["directly", load.direct],
        ["by a group", load.grouped],
      ] as const) {
        const seconds: number[] = [];
        for (let round = -2; round < rounds; round++) {
          const one = await secondsOf(load, roleId, count);
          if (round >= 0) seconds.push(one);
        }
        const what = `impact preview of a role that ${number} members hold ${how}${beside}`;
        figures.push({
          what,
          against: "the clock",
          unit: " s",
          ratio: summary(seconds),
          bound: "at most",
          must: 1,
          stretch: 0.2,
        });
      }
    }
    return { stage: "impact", load: { members: count, rounds }, versions: {}, figures };
  });
}
