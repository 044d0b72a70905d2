import "server-only";
import type { Level } from "@/lib/access/catalogue";
import { holdsAt, isoOf } from "@/lib/access/instant";
import { compareStrength, effectiveOf, profileOf } from "@/lib/access/role";
import { notFound } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { Nothing } from "@/lib/fields/input";
import { type PresentRole, presentRoles } from "@/lib/grants/present-roles";
import { type Holders, holdersOf, memberCounts } from "./holders";
import { RoleId, RolePair, RolesFilter, roleKinds } from "./input";
import { type RoleWords, roleWords } from "./words";

type Kind = (typeof roleKinds)[number];

export type RoleRow = {
  id: string;
  name: string;
  description: string;
  kind: Kind;
  /** Active members who hold it now, directly or through a group, anywhere in the workspace. */
  members: number;
  createdAt: string;
  /** Ten levels in effect on the workspace. */
  levels: Level[];
};

/** A role that could take the place of another one. */
export type Replacement = Pick<RoleRow, "id" | "name" | "description" | "levels"> & { fullAdmin: boolean };

export type RolesPage = {
  roles: RoleRow[];
  /** How many roles there are of each type, whatever the filter. */
  counts: Record<Kind, number>;
  may: { manage: boolean };
  /** Empty for those who may not delete a role. */
  replacements: Replacement[];
  now: string;
  timeZone: string;
};

const byName = (a: RoleRow, b: RoleRow) => a.name.localeCompare(b.name, "en");
const orders: Record<NonNullable<RolesFilter["sort"]>, (a: RoleRow, b: RoleRow) => number> = {
  strength: () => 0,
  name: byName,
  members: (a, b) => b.members - a.members || byName(a, b),
  newest: (a, b) => b.createdAt.localeCompare(a.createdAt) || byName(a, b),
};

/** The roles of the workspace: system, then its own, then governance, each the strongest first, unless sorted otherwise. */
export const rolesList = query({
  name: "roles.list",
  permission: "general:view-members",
  input: RolesFilter,
  run: async (scope, { q, kind, sort = "strength" }): Promise<RolesPage> => {
    const all = await rolesOf(scope);
    const fits = ({ name, description }: PresentRole) =>
      !q || `${name}\n${description}`.toLowerCase().includes(q.toLowerCase());
    const members = await memberCounts(scope);
    return {
      roles: all
        .filter((role) => (!kind || role.kind === kind) && fits(role))
        .map(({ key, contents, ...role }) => ({
          ...role,
          members: members.get(role.id) ?? 0,
          levels: profileOf(effectiveOf(contents, undefined, true)),
        }))
        .sort(orders[sort]),
      counts: {
        system: all.filter((role) => role.kind === "system").length,
        custom: all.filter((role) => role.kind === "custom").length,
        governance: all.filter((role) => role.kind === "governance").length,
      },
      may: { manage: mayManage(scope) },
      replacements: replacementsIn(scope, all),
      ...clockOf(scope),
    };
  },
});

export type RoleDetail = {
  id: string;
  name: string;
  description: string;
  kind: Kind;
  /** The one role that holds everything. */
  fullAdmin: boolean;
  createdAt: string;
  words: RoleWords;
  holders: Holders;
  may: { manage: boolean };
  replacements: Replacement[];
  now: string;
  timeZone: string;
};

/** One role in words, and who holds it. */
export const roleDetail = query({
  name: "roles.detail",
  permission: "general:view-members",
  input: RoleId,
  run: async (scope, { roleId }): Promise<RoleDetail> => {
    const all = await rolesOf(scope);
    const role = all.find(({ id }) => id === roleId);
    if (!role) throw notFound();
    const { key, contents, ...rest } = role;
    return {
      ...rest,
      fullAdmin: key === "admin",
      words: roleWords(contents),
      holders: await holdersOf(scope, roleId),
      may: { manage: mayManage(scope) },
      replacements: replacementsIn(scope, all),
      ...clockOf(scope),
    };
  },
});

export type GuideRole = Pick<RoleDetail, "id" | "name" | "description" | "kind" | "fullAdmin" | "words"> & {
  /** Whether the person who asks holds it now. */
  yours: boolean;
};

/** What each role can do, for everybody; not who holds it. */
export const roleGuide = query({
  name: "roles.guide",
  permission: "self",
  input: Nothing,
  run: async (scope): Promise<GuideRole[]> => {
    const held = heldNow(scope);
    return (await rolesOf(scope)).map(({ key, contents, createdAt, ...role }) => ({
      ...role,
      fullAdmin: key === "admin",
      yours: held.has(role.id),
      words: roleWords(contents),
    }));
  },
});

/** The ids of the roles that reach the person who asks. */
function heldNow({ facts, now }: Scope): Set<string> {
  const groups = new Set(facts.groups.filter(({ validity }) => holdsAt(validity, now)).map(({ id }) => id));
  return new Set(
    facts.grants
      .filter(({ validity, groupId }) => holdsAt(validity, now) && (groupId === null || groups.has(groupId)))
      .map(({ role }) => role.id),
  );
}

export type ComparedRole = Pick<RoleDetail, "id" | "name" | "description" | "kind" | "words"> & {
  members: number;
};

export type Comparison = {
  /** Every role there is to choose from. */
  roles: Pick<RoleRow, "id" | "name" | "kind">[];
  /** Null: not chosen yet, or there is no such role. */
  a: ComparedRole | null;
  b: ComparedRole | null;
};

/** Two roles of the workspace, to be read beside each other. */
export const rolesCompared = query({
  name: "roles.compared",
  permission: "general:view-members",
  input: RolePair,
  run: async (scope, { a, b }): Promise<Comparison> => {
    const all = await rolesOf(scope);
    const members = await memberCounts(scope);
    const side = (id: string | undefined): ComparedRole | null => {
      const role = all.find((one) => one.id === id);
      if (!role) return null;
      const { name, description, kind, contents } = role;
      return {
        id: role.id,
        name,
        description,
        kind,
        words: roleWords(contents),
        members: members.get(role.id) ?? 0,
      };
    };
    return { roles: all.map(({ id, name, kind }) => ({ id, name, kind })), a: side(a), b: side(b) };
  },
});

function replacementsIn(scope: Scope, all: readonly PresentRole[]): Replacement[] {
  if (!mayManage(scope)) return [];
  return all
    .filter(({ kind }) => kind !== "governance")
    .map(({ id, key, name, description, contents }) => ({
      id,
      name,
      description,
      levels: profileOf(effectiveOf(contents, undefined, true)),
      fullAdmin: key === "admin",
    }));
}

function mayManage({ access, root }: Scope): boolean {
  return access.can("general:manage-role", root);
}

/** In the order of the list: system, the workspace's own, governance, each the strongest first. */
async function rolesOf(scope: Scope): Promise<PresentRole[]> {
  const all = await presentRoles(scope);
  return all.toSorted(
    (a, b) => roleKinds.indexOf(a.kind) - roleKinds.indexOf(b.kind) || compareStrength(a, b),
  );
}

function clockOf({ now, workspace }: Scope) {
  return { now: isoOf(now), timeZone: workspace.timeZone };
}
