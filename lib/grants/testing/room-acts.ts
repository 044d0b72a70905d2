import fc from "fast-check";
import { features, permissions } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import type { Command } from "@/lib/doorway/command";
import type { Outcome } from "@/lib/doorway/outcome";
import { addMembers, deleteGroup, giveGroupRole, removeMembers } from "@/lib/groups/commands";
import { completeObject, moveObject } from "@/lib/resources/commands";
import { deleteRole, reviseRole } from "@/lib/roles/commands";
import { addToTeam, removeFromTeam } from "@/lib/teams/commands";
import { type Described, membershipOf, type Written } from "./written-workspace";

const draft = fc.record({
  applications: fc.subarray(["data-activation", "customer-hubs"]),
  levels: fc.dictionary(fc.constantFrom(...features.map(({ id }) => id)), fc.nat(4), { maxKeys: 4 }),
  fine: fc.uniqueArray(
    fc.constantFrom(
      ...permissions.filter(({ feature, scope }) => !feature && scope !== "account").map(({ id }) => id),
    ),
    { minLength: 1, maxLength: 5 },
  ),
});

const pick = fc.nat();
const rights = fc.constantFrom(
  {},
  { budget: "edit" },
  { collaboration: "none" },
  { "group-access": "manage" },
);

/** Something that an Admin does in one of the rooms; numbers pick one of what the workspace has. */
export const anyAct = fc.oneof(
  fc.record({ do: fc.constant("revise" as const), role: fc.nat(2), draft }),
  fc.record({ do: fc.constant("delete" as const), role: fc.nat(2), by: fc.option(fc.nat(2)) }),
  fc.record({ do: fc.constant("move" as const), what: fc.nat(), below: fc.nat() }),
  fc.record({ do: fc.constant("complete" as const), project: fc.nat() }),
  fc.record({ do: fc.constant("join" as const), group: pick, person: pick }),
  fc.record({ do: fc.constant("leave" as const), group: pick, person: pick }),
  fc.record({ do: fc.constant("give" as const), group: pick, role: pick }),
  fc.record({ do: fc.constant("dissolve" as const), group: pick, grants: fc.constantFrom("end", "keep") }),
  fc.record({
    do: fc.constant("add" as const),
    on: pick,
    person: pick,
    group: fc.option(pick),
    role: pick,
    rights,
  }),
  fc.record({ do: fc.constant("remove" as const), grant: pick }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

type Asked = { preview: () => Promise<Outcome<unknown>>; carryOut: () => Promise<Outcome<unknown>> };

/** What a browser would ask and then send; null when the workspace has nothing to do that to. */
export function askedBy(one: Act, described: Described, { ids, workspace }: Written): Asked | null {
  const at = { workspace: workspace.id };
  const idOf = (name: string | undefined) => ids.get(name ?? "") ?? "";
  const role = (pick: number) => described.roles[pick % described.roles.length];
  const of = (...some: string[]) => described.resources.filter(({ kind }) => some.includes(kind));
  const picked = (list: readonly ResourceRef[], pick: number) => list[pick % Math.max(list.length, 1)];
  if (one.do === "revise") {
    const asked = { ...at, roleId: idOf(role(one.role)?.id), draft: one.draft };
    const words = { name: role(one.role)?.name, description: "", revision: 1 };
    return {
      preview: () => reviseRole.preview(asked as never),
      carryOut: () => reviseRole.execute({ ...asked, ...words }),
    };
  }
  if (one.do === "delete") {
    const replacementId = one.by === null || one.by === one.role ? null : idOf(role(one.by)?.id);
    const asked = { ...at, roleId: idOf(role(one.role)?.id), replacementId };
    return { preview: () => deleteRole.preview(asked), carryOut: () => deleteRole.execute(asked) };
  }
  if (one.do === "move") {
    const what = picked(of("project", "action"), one.what);
    const parents = of(what?.kind === "action" ? "project" : "campaign");
    const below = picked(
      parents.filter(({ id }) => id !== what?.path.at(-2)),
      one.below,
    );
    if (!what || !below) return null;
    const asked = { ...at, resourceId: idOf(what.id), parentId: idOf(below.id) };
    return { preview: () => moveObject.preview(asked), carryOut: () => moveObject.execute(asked) };
  }
  if (one.do !== "complete") return askedOfPeople(one, described, ids, at);
  const project = picked(of("project"), one.project);
  if (!project) return null;
  const asked = { ...at, resourceId: idOf(project.id) };
  return { preview: () => completeObject.preview(asked), carryOut: () => completeObject.execute(asked) };
}

type AnyChange = { preview: (asked: never) => Promise<Outcome<unknown>> } & Command<unknown>;
type OfPeople = Exclude<Act, { do: "revise" | "delete" | "move" | "complete" }>;

/** The same for what is done in groups and teams. */
function askedOfPeople(
  one: OfPeople,
  described: Described,
  ids: Written["ids"],
  at: { workspace: string },
): Asked | null {
  const idOf = (name: string | undefined) => ids.get(name ?? "") ?? "";
  const oneOf = <T>(list: readonly T[], nth: number): T | undefined => list[nth % Math.max(list.length, 1)];
  const members = described.people.filter(({ active }) => active.length > 0);
  const memberId = (nth: number) => idOf(membershipOf(oneOf(members, nth)?.name ?? ""));
  const objects = described.resources.filter(({ kind }) => kind !== "workspace");
  if (one.do === "add" || one.do === "remove") {
    const given = described.grants.filter(({ resource }) => objects.includes(resource));
    const grant = one.do === "remove" ? oneOf(given, one.grant) : undefined;
    const object = one.do === "add" ? oneOf(objects, one.on) : grant?.resource;
    if (!object) return null;
    if (one.do === "remove") {
      const asked = { ...at, resourceId: idOf(object.id), grantIds: [idOf(grant?.id)] };
      return { preview: () => removeFromTeam.preview(asked), carryOut: () => removeFromTeam.execute(asked) };
    }
    const asked = {
      ...at,
      resourceId: idOf(object.id),
      membershipIds: [memberId(one.person)],
      groupIds: one.group === null ? [] : [idOf(oneOf(described.groups, one.group)?.name)],
      roleId: idOf(oneOf(described.roles, one.role)?.id),
      rights: one.rights,
    };
    return { preview: () => addToTeam.preview(asked as never), carryOut: () => addToTeam.execute(asked) };
  }
  const group = { ...at, groupId: idOf(oneOf(described.groups, one.group)?.name) };
  const both = (change: AnyChange, rest: object): Asked => ({
    preview: () => change.preview({ ...group, ...rest } as never),
    carryOut: () => change.execute({ ...group, ...rest }),
  });
  if (one.do === "give") return both(giveGroupRole, { roleId: idOf(oneOf(described.roles, one.role)?.id) });
  if (one.do === "dissolve") return both(deleteGroup, { grants: one.grants });
  return both(one.do === "join" ? addMembers : removeMembers, { membershipIds: [memberId(one.person)] });
}
