import { type PermissionId, permissions } from "@/lib/access/catalogue";
import type { Facts, GrantFact, ResourceRef, RoleFact } from "@/lib/access/facts";
import { systemRoles } from "@/lib/access/role";

/** Questions of one kind: question i is whether person `who[i]` may do `permission[i]` on `resource[i]`. */
export type Questions = { who: number[]; permission: PermissionId[]; resource: ResourceRef[] };

export type DecideLoad = { people: Facts[]; onWorkspace: Questions; onObjects: Questions };

export const now = 1_780_000_000_000_000;
const always = { from: 0, to: null };

/** A small generator (mulberry32) with a fixed seed: the load is the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

type Roll = ReturnType<typeof dice>;

/** An id as a database gives it: the same characters, each time another string. */
function idOf(kind: string, number: number): string {
  const hex = number.toString(16).padStart(12, "0");
  return Buffer.from(`0198c0de-7a11-7${kind.padStart(3, "0")}-8000-${hex}`).toString("latin1");
}

function refOf(kind: ResourceRef["kind"], path: string[]): ResourceRef {
  return { id: path.at(-1)!, kind, name: "", path };
}

const workspace = () => refOf("workspace", [idOf("0", 0)]);

/** Action n, in one of 100 projects of 20 campaigns: a path of four ids from the workspace down. */
function actionOf(n: number): ResourceRef {
  const [campaign, project] = [n % 20, n % 100];
  return refOf("action", [idOf("0", 0), idOf("1", campaign), idOf("2", project), idOf("3", n)]);
}

const kinds = ["workspace", "campaign", "project", "action"] as const;

function grantOf(roll: Roll, role: RoleFact, depth: number, n: number): GrantFact {
  const path = actionOf(n).path.slice(0, depth + 1);
  const resource = refOf(kinds[depth]!, path);
  return {
    id: String(roll(1e9)),
    groupId: null,
    endsWithId: null,
    role,
    resource,
    validity: always,
    plus: [],
    minus: [],
    source: "",
  };
}

/** Two roles on the workspace for three in four people, and for each six grants on objects: teams they work in. */
function personOf(roll: Roll, roles: readonly RoleFact[], actions: number): Facts {
  const role = () => roles[roll(roles.length)]!;
  const below = [1, 1, 2, 2, 3, 3].map((depth) => grantOf(roll, role(), depth, roll(actions)));
  const above = roll(4) === 0 ? [] : [0, 0].map((depth) => grantOf(roll, role(), depth, 0));
  const grants = [...above, ...below];
  return {
    subject: { id: "", disabled: false },
    administers: [],
    workspace: workspace(),
    active: [always],
    groups: [],
    grants,
  };
}

function questionsOf(roll: Roll, count: number, people: number, resource: () => ResourceRef): Questions {
  const numbers = Array.from({ length: count });
  return {
    who: numbers.map(() => roll(people)),
    permission: numbers.map(() => permissions[roll(permissions.length)]!.id),
    resource: numbers.map(resource),
  };
}

/** Sizes of the load: how many people ask how many questions of each kind, about how many actions. */
export type DecideSize = { people: number; actions: number; questions: number };

export function decideLoad({ people, actions, questions }: DecideSize): DecideLoad {
  const roll = dice(20_260_601);
  const roles = systemRoles
    .filter(({ key }) => key !== "admin")
    .map(
      ({ key, name, kind, contents }): RoleFact => ({
        id: key,
        name,
        kind,
        revisions: [{ ...always, contents }],
      }),
    );
  const refs = Array.from({ length: actions }, (_, n) => actionOf(n));
  const root = workspace();
  return {
    people: Array.from({ length: people }, () => personOf(roll, roles, actions)),
    onWorkspace: questionsOf(roll, questions, people, () => root),
    onObjects: questionsOf(roll, questions, people, () => refs[roll(actions)]!),
  };
}
