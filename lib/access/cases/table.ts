import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { type ApplicationId, type FeatureId, type Level, levelNames, type PermissionId } from "../catalogue";
import type { Reason } from "../decide";
import type { Facts, GroupFact, ResourceKind, ResourceRef, RoleFact } from "../facts";
import { type Instant, instantOf, type Validity } from "../instant";
import { closeRole, systemRoles } from "../role";

type Span = { from?: string; to?: string };
type LevelName = Exclude<Lowercase<(typeof levelNames)[number]>, "no access">;
type Contents = { applications?: ApplicationId[]; levels?: Record<string, LevelName>; fine?: PermissionId[] };
type Expectation = { at?: string; level?: [string, string]; reason?: Reason; via?: string };

/** The file as it is written; its head explains it. */
type Source = {
  tree: Record<string, { kind: ResourceKind; parent?: string; sensitivity?: "low" | "medium" | "high" }>;
  members: Record<
    string,
    {
      deactivated?: string;
      active?: Span[];
      user?: "disabled";
      member?: false;
      "account-administrator"?: true | Span;
    }
  >;
  groups: Record<string, { members: (string | [string, Span])[] }>;
  roles: Record<string, Contents & { revisions?: (Contents & Span)[] }>;
  grants: [string, string, string, (Span & { plus?: PermissionId[]; minus?: PermissionId[] })?][];
  cases: Record<string, [string, PermissionId, string, "allow" | "deny", Expectation?][]>;
};

export type TableResource = {
  ref: ResourceRef;
  parent: string | null;
  sensitivity: "low" | "medium" | "high" | null;
};
/** `active` is empty for who has no membership. */
export type TableMember = { name: string; disabled: boolean; active: Validity[]; administers: Validity[] };
export type TableGroup = { name: string; stays: { member: string; validity: Validity }[] };
/** `principal` names a member or a group; no name is both. */
export type TableGrant = {
  id: string;
  principal: string;
  role: RoleFact;
  resource: ResourceRef;
  validity: Validity;
  plus: PermissionId[];
  minus: PermissionId[];
};
export type TableCase = {
  title: string;
  who: string;
  permission: PermissionId;
  resource: string;
  allow: boolean;
  at: Instant;
  /** The level expected of a feature (on the resource asked about) or of a resource. */
  level: { of: string; is: Level } | null;
  reason: Reason | null;
  via: string | null;
};

const start = instantOf("2026-01-01T00:00Z");
const noon = instantOf("2026-06-01T12:00Z");

function validityOf({ from, to }: Span): Validity {
  return { from: from ? instantOf(from) : start, to: to ? instantOf(to) : null };
}

function contentsOf({ applications, levels = {}, fine }: Contents) {
  const numbered = Object.entries(levels).map(([feature, name]) => [feature, levelOf(name)]);
  return closeRole({ applications, fine, levels: Object.fromEntries(numbered) as Record<FeatureId, Level> });
}

function levelOf(name: string): Level {
  const level = levelNames.findIndex((one) => one.toLowerCase() === name);
  if (level < 0) throw new Error(`No such level: ${name}`);
  return level as Level;
}

const { tree, members, groups, roles, grants, cases } = parse(
  readFileSync(fileURLToPath(new URL("decisions.yaml", import.meta.url)), "utf8"),
) as Source;

function pathOf(name: string): string[] {
  const parent = tree[name]?.parent;
  return parent ? [...pathOf(parent), name] : [name];
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The table names ${name} without describing it`);
  return value;
}

/** The tree, parents before children; ids are the names of the table. */
export const tableResources: TableResource[] = Object.entries(tree)
  .map(([name, { kind, parent = null, sensitivity = null }]) => ({
    ref: { id: name, kind, name, path: pathOf(name) },
    parent,
    sensitivity,
  }))
  .sort((a, b) => a.ref.path.length - b.ref.path.length);

/** A resource of the table; null: the table means one that does not exist. */
export function tableResource(name: string): ResourceRef | null {
  return tableResources.find(({ ref }) => ref.id === name)?.ref ?? null;
}

export const tableWorkspace: ResourceRef = found(tableResources[0]?.ref, "a workspace");

/** System and governance roles and those of the table. */
export const tableRoles: RoleFact[] = [
  ...systemRoles.map(({ name, kind, contents }) => ({
    id: name,
    name,
    kind,
    revisions: [{ from: start, to: null, contents }],
  })),
  ...Object.entries(roles).map(([name, { revisions, ...contents }]) => ({
    id: name,
    name,
    kind: "custom" as const,
    revisions: (revisions ?? [contents as Contents & Span]).map((one) => ({
      ...validityOf(one),
      contents: contentsOf(one),
    })),
  })),
];

export const tableMembers: TableMember[] = Object.entries(members).map(([name, member]) => {
  const administers = member["account-administrator"];
  const active = member.active ?? (member.member === false ? [] : [{ to: member.deactivated }]);
  return {
    name,
    disabled: member.user === "disabled",
    active: active.map(validityOf),
    administers: administers ? [validityOf(administers === true ? {} : administers)] : [],
  };
});

export const tableGroups: TableGroup[] = Object.entries(groups).map(([name, group]) => ({
  name,
  stays: group.members.map((stay) =>
    typeof stay === "string"
      ? { member: stay, validity: validityOf({}) }
      : { member: stay[0], validity: validityOf(stay[1]) },
  ),
}));

export const tableGrants: TableGrant[] = grants.map(([principal, role, resource, options = {}], i) => ({
  id: `grant-${i + 1}`,
  principal: found([...tableMembers, ...tableGroups].find(({ name }) => name === principal)?.name, principal),
  role: found(
    tableRoles.find(({ name }) => name === role),
    role,
  ),
  resource: found(tableResource(resource) ?? undefined, resource),
  validity: validityOf(options),
  plus: options.plus ?? [],
  minus: options.minus ?? [],
}));

export const tableCases: TableCase[] = Object.entries(cases).flatMap(([title, some]) =>
  some.map(([who, permission, resource, verdict, { at, level, reason = null, via = null } = {}]) => ({
    title,
    who,
    permission,
    resource,
    allow: verdict === "allow",
    at: at ? instantOf(at) : noon,
    level: level ? { of: level[0], is: levelOf(level[1]) } : null,
    reason,
    via,
  })),
);

/** What the database would load for somebody of the table; a name that is not in it is an unknown subject. */
export function factsFor(person: string): Facts {
  const member = tableMembers.find(({ name }) => name === person);
  const stays: GroupFact[] = tableGroups.flatMap(({ name, stays }) =>
    stays.flatMap((stay) => (stay.member === person ? [{ id: name, name, validity: stay.validity }] : [])),
  );
  const theirs = new Set([person, ...stays.map(({ id }) => id)]);
  return {
    subject: member ? { id: person, disabled: member.disabled } : null,
    administers: member?.administers ?? [],
    workspace: tableWorkspace,
    active: member?.active ?? [],
    groups: stays,
    grants: tableGrants
      .filter(({ principal }) => theirs.has(principal))
      .map(({ principal, ...grant }) => ({
        ...grant,
        groupId: principal === person ? null : principal,
        endsWithId: null,
        source: "manual",
      })),
  };
}
