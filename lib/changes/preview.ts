import "server-only";
import { lockWorkspace } from "@/db/tenant";
import { accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { beyondCeiling, givesPower, isFullAdmin } from "@/lib/access/duties";
import type { Facts } from "@/lib/access/facts";
import { type Impact, impactOf } from "@/lib/access/impact";
import { isoOf } from "@/lib/access/instant";
import type { TermedOffer } from "@/lib/access/term";
import type { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { accessOfMemberships, membershipIds } from "@/lib/grants/access-of-people";
import { compared, type PeopleImpact, rehearsed } from "@/lib/grants/impact";
import { type ImpactSummary, summaryOf } from "@/lib/grants/impact-summary";
import { namesFor } from "@/lib/grants/opening";
import { judged, rowAnswer, written } from "./carry-out";
import { resourcesOf } from "./guards";
import type { ChangedRow, Plan, Row } from "./plan";

/** What a change would do, before it is confirmed. */
export type ChangePreview = {
  /** What it does to people; null where it cannot even be tried. */
  summary: ImpactSummary | null;
  /** The same in full where it concerns one person. */
  impact: Impact | null;
  /** Why it cannot be done, in words; null when it can. */
  refusal: string | null;
  /** What the person who asks would have to hold besides. */
  missing: PermissionId[];
  /** For how many of those named it is due. */
  due: number;
  /** Those named for whom nothing is done, and why. */
  left: ChangedRow[];
  /** Until when what is given holds (ISO, null: no end); null where nothing is given or the ends differ. */
  until: { at: string | null } | null;
  givesFullAdmin: boolean;
};

const nothing = {
  summary: null,
  impact: null,
  missing: [],
  due: 0,
  left: [],
  until: null,
  givesFullAdmin: false,
};

/** What is said of a change that cannot even be planned. */
export function untried(refusal: string): ChangePreview {
  return { ...nothing, refusal };
}

/** A preview, with the impacts that it sums up. */
export type Previewed = { preview: ChangePreview; impacts: readonly PeopleImpact[] };

/**
 * The preview that confirms: the plan and its guards, written in a savepoint under the workspace's lock and taken back.
 * The caller holds the lock, and has planned under it.
 */
export async function previewed<R extends Row>(scope: Scope, plan: Plan<R>): Promise<Previewed> {
  const { tx, workspace } = scope;
  const { rows, due, refusal } = await judged(scope, plan);
  // What is refused is tried all the same, to show what it would do; where there is nothing to do, nothing is written.
  const tried = plan.eachAlone ? due : rows.filter((_, i) => plan.rows[i]?.left?.result !== "nothing");
  const { impacts, left } = plan.impacts
    ? { impacts: plan.impacts, left: null }
    : await rehearsal(scope, plan, tried);
  const read = impactReader(scope);
  const [only] = impacts;
  const isOne = impacts.length === 1 && only?.membershipIds.length === 1;
  return {
    impacts,
    preview: {
      ...saidOf(scope, plan, rows, refusal ?? left),
      summary: await summaryOf(
        tx,
        workspace.id,
        impacts.map((one) => ({ ...one, impact: read(one.impact) })),
      ),
      impact: isOne ? read(only.impact) : null,
    },
  };
}

async function rehearsal<R extends Row>(
  scope: Scope,
  plan: Plan<R>,
  tried: readonly R[],
): Promise<{ impacts: readonly PeopleImpact[]; left: Refusal | null }> {
  const { tx, workspace } = scope;
  if (tried.length === 0) return { impacts: [], left: null };
  const people = await membershipIds(tx, workspace, plan.concerned(tried));
  const before = await accessOfMemberships(tx, workspace, people);
  const { after, left } = await rehearsed(tx, async (inner) => {
    const left = await written(scope, inner, plan, tried);
    return { left, after: await accessOfMemberships(inner, workspace, people) };
  });
  return { impacts: compared(workspace, before, after), left };
}

/** Takes the workspace's lock for a preview, as the command that it precedes will. */
export const lockFor = ({ tx, workspace }: Scope) => lockWorkspace(tx, workspace.id);

/**
 * What a change would do to one person, read from the plan and their facts alone, without a lock and without writing:
 * for a look while somebody moves through a menu.
 */
export async function glancedAt<R extends Row>(
  scope: Scope,
  plan: Plan<R>,
  facts: Facts,
): Promise<ChangePreview> {
  const { rows, refusal } = await judged(scope, plan);
  const after = plan
    .writes(plan.rows)
    .reduce((known, { onFacts }) => onFacts?.(known, scope.now) ?? known, facts);
  const access = [accessAt(facts, scope.now), accessAt(after, scope.now)] as const;
  return {
    ...saidOf(scope, plan, rows, refusal),
    summary: null,
    impact: impactReader(scope)(impactOf(...access, resourcesOf(facts, after))),
  };
}

/** An impact as the person who asks may read it: what they may not see has no name. */
function impactReader(scope: Scope): (impact: Impact) => Impact {
  const nameOf = namesFor(scope);
  const read = (held: Impact["gains"]) =>
    held.map((one) => ({ ...one, resource: { ...one.resource, name: nameOf(one.resource) } }));
  return (impact) => ({ ...impact, gains: read(impact.gains), losses: read(impact.losses) });
}

function saidOf(
  scope: Scope,
  plan: Plan,
  rows: readonly Row[],
  refusal: Refusal | null,
): Omit<ChangePreview, "summary" | "impact"> {
  const given = giftsIn(plan);
  const ends = new Set(given.map(({ term }) => term.until));
  const [end] = ends;
  return {
    refusal: refusal?.message ?? null,
    missing: beyondCeiling(scope.access, given),
    due: rows.filter(({ left }) => !left).length,
    left: rows.filter(({ left }) => left).map((row) => rowAnswer(row)),
    until: ends.size === 1 && end !== undefined ? { at: end === null ? null : isoOf(end) } : null,
    givesFullAdmin: given.some(
      ({ contents, resource }) => resource.kind === "workspace" && isFullAdmin(contents),
    ),
  };
}

/** Whether carrying the plan out needs a fresh proof: it gives a power over the workspace, or names more than ten. */
export function needsProof(plan: Plan): boolean {
  return plan.rows.length > mostWithoutProof || giftsIn(plan).some(givesPower);
}

function giftsIn({ rows, gives = [] }: Plan): readonly TermedOffer[] {
  return [...gives, ...rows.flatMap((row) => row.gives ?? [])];
}

const mostWithoutProof = 10;
