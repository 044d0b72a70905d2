import "server-only";
import type { Transaction } from "@/db/client";
import type { Level } from "@/lib/access/catalogue";
import type { Impact } from "@/lib/access/impact";
import { Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { impactOfWriting, type PeopleImpact } from "@/lib/grants/impact";
import { type ImpactSummary, summaryOf } from "@/lib/grants/impact-summary";
import { givesAdmin } from "@/lib/members/direct-roles";
import { OwnPlace, PreviewAddition, PreviewRemoval, PreviewRevision } from "./input";
import { ofObject, type TeamObject } from "./object";
import { planAddition, planLeave, planRemoval, planRevision, type RemovalPlan } from "./plans";
import { concerned, type Principal } from "./principals";
import { writeGrants, writeRemoval, writeRevision } from "./writing";

export type TeamPreview = {
  /** Null where it cannot be done. */
  summary: ImpactSummary | null;
  /** Why it cannot be done, in words; null when it can. */
  refusal: string | null;
  givesFullAdmin: boolean;
  /** The level on the object that people come to have, the highest first; those whose level stays are not counted. */
  becomes: { level: Level; people: number }[];
};

type Planned = {
  object: TeamObject;
  principals: readonly Pick<Principal, "kind" | "id">[];
  write: (tx: Transaction) => Promise<unknown>;
};

/** Who gains what when people and groups are added: carried out and taken back. */
export const previewAddition = query({
  name: "teams.preview-addition",
  permission: "group-access:manage",
  input: PreviewAddition,
  resource: ofObject,
  run: async (scope, input): Promise<TeamPreview> =>
    previewOf(scope, input, async () => {
      const { object, principals, terms } = await planAddition(scope, input);
      return { object, principals, write: (tx) => writeGrants(tx, scope, object, principals, terms) };
    }),
});

/** Who gains and loses what when a place on a team changes. */
export const previewRevision = query({
  name: "teams.preview-revision",
  permission: "group-access:edit",
  input: PreviewRevision,
  resource: ofObject,
  run: async (scope, input): Promise<TeamPreview> =>
    previewOf(scope, input, async () => {
      const { object, grant, terms } = await planRevision(scope, input);
      return {
        object,
        principals: [grant.principal],
        write: (tx) => writeRevision(tx, scope, object, grant, terms),
      };
    }),
});

/** Who loses what when people and groups are taken off. */
export const previewRemoval = query({
  name: "teams.preview-removal",
  permission: "group-access:manage",
  input: PreviewRemoval,
  resource: ofObject,
  run: async (scope, input): Promise<TeamPreview> =>
    previewOf(scope, null, async () => removing(scope, await planRemoval(scope, input))),
});

/** What somebody loses who gives back their own place. */
export const previewLeave = query({
  name: "teams.preview-leave",
  permission: "self",
  input: OwnPlace,
  perMinute: 60,
  run: async (scope, input): Promise<TeamPreview> => {
    try {
      const plan = await planLeave(scope, input);
      return await previewOf(scope, null, async () => removing(scope, plan));
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
      return {
        summary: null,
        refusal: "You have no place of your own here to give back. Reload the page.",
        givesFullAdmin: false,
        becomes: [],
      };
    }
  },
});

function removing(scope: Scope, { object, grants }: RemovalPlan): Planned {
  return {
    object,
    principals: grants.map(({ principal }) => principal),
    write: (tx) => writeRemoval(tx, scope, grants),
  };
}

/** @throws Refusal `not-found`, which says nothing of a row that is not here; any other refusal is the answer. */
async function previewOf(
  scope: Scope,
  given: { roleId: string } | null,
  plan: () => Promise<Planned>,
): Promise<TeamPreview> {
  const givesFullAdmin = given !== null && (await givesAdmin(scope, given));
  try {
    const { object, principals, write } = await plan();
    const impacts = await impactOfWriting(scope.tx, scope.workspace, concerned(principals), write);
    return {
      summary: await summaryOf(scope.tx, scope.workspace.id, impacts),
      refusal: null,
      givesFullAdmin,
      becomes: levelsIn(impacts, object),
    };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "not-found") throw error;
    return { summary: null, refusal: error.message, givesFullAdmin, becomes: [] };
  }
}

const levels = [
  ["marketing-object:manage", 4],
  ["marketing-object:edit", 3],
  ["marketing-object:view", 1],
] as const;

/** Who rises has gained the permission of the new level; who falls has kept what lies below the lowest that they lost. */
function levelsIn(impacts: readonly PeopleImpact[], object: TeamObject): TeamPreview["becomes"] {
  const people = new Map<Level, number>();
  for (const { impact, membershipIds } of impacts) {
    const on = (held: Impact["gains"]) =>
      levels.filter(([permission]) =>
        held.some((one) => one.permission === permission && one.resource.id === object.id),
      );
    const [risen] = on(impact.gains);
    const fallen = on(impact.losses).at(-1);
    const kept = fallen && (levels[levels.indexOf(fallen) + 1]?.[1] ?? 0);
    const level = risen?.[1] ?? kept;
    if (level !== undefined) people.set(level, (people.get(level) ?? 0) + membershipIds.length);
  }
  return [...people]
    .map(([level, count]) => ({ level, people: count }))
    .toSorted((a, b) => b.level - a.level);
}
