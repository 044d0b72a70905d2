import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Facts, ResourceRef, RoleFact } from "@/lib/access/facts";
import type { Instant, Validity } from "@/lib/access/instant";
import type { WorkspaceRef } from "@/lib/facts/facts";

/** A workspace as pure facts tell it, with names for ids. The first resource is the workspace; parents come first. */
export type Described = {
  resources: readonly ResourceRef[];
  roles: readonly RoleFact[];
  people: readonly {
    name: string;
    disabled: boolean;
    active: readonly Validity[];
    administers: readonly Validity[];
  }[];
  groups: readonly { name: string; stays: readonly { member: string; validity: Validity }[] }[];
  grants: readonly {
    id: string;
    /** Name of a person or a group. */
    principal: string;
    role: RoleFact;
    resource: ResourceRef;
    validity: Validity;
    plus: readonly PermissionId[];
    minus: readonly PermissionId[];
    /** The project whose completion ends it. */
    endsWith?: ResourceRef | null;
  }[];
};

export type Written = { workspace: WorkspaceRef; ids: ReadonlyMap<string, string> };

type Rows = [table: string, rows: Record<string, unknown>[]];
type Ids = (name: string) => string;

/**
 * Writes real rows for everything described, at its exact microseconds. Who is never active has no membership.
 * @param users ids of people who are in the database already, by name
 * @returns the ids of the rows by the names of the description
 */
export async function writeWorkspace(
  owner: Sql,
  described: Described,
  users: ReadonlyMap<string, string> = new Map(),
): Promise<Written> {
  const ids = new Map(users);
  const idOf: Ids = (name) => {
    const id = ids.get(name) ?? uuidv7();
    ids.set(name, id);
    return id;
  };
  const root = described.resources[0];
  if (!root) throw new Error("a workspace has at least its root");
  const workspace = { id: idOf(root.id), accountId: uuidv7(), name: root.name };
  const people = described.people.filter(({ name }) => !users.has(name));
  await owner.begin(async (tx) => {
    const tables = [
      ...accountRows(workspace, people, described, idOf),
      ...structureRows(workspace.id, described, idOf),
      ...memberRows(workspace.id, described, idOf),
      grantRows(workspace.id, described, idOf),
    ];
    const inserts = tables.map(([table, rows]) => {
      if (!rows[0]) return null;
      const columns = tx(Object.keys(rows[0]));
      return tx`insert into ${tx(table)} (${columns})
        select ${columns} from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(rows as never)})`;
    });
    await Promise.all([tx`select set_config('remit.workspace', ${workspace.id}, true)`, ...inserts]);
  });
  return { workspace, ids };
}

function accountRows(
  { id, accountId, name }: WorkspaceRef,
  newPeople: Described["people"],
  { people }: Described,
  idOf: Ids,
): Rows[] {
  const created_at = isoOf(0);
  const users = newPeople.map((person) => ({
    id: idOf(person.name),
    email: `${idOf(person.name)}@people.example`,
    name: person.name,
    disabled_at: person.disabled ? created_at : null,
    created_at,
  }));
  const administrators = people.flatMap((person) =>
    person.administers.map((validity) => ({
      account_id: accountId,
      id: uuidv7(),
      user_id: idOf(person.name),
      ...columnsOf(validity),
    })),
  );
  const workspace = {
    id,
    account_id: accountId,
    slug: id,
    name,
    time_zone: "UTC",
    access_version: 0,
    created_at,
  };
  return [
    ["accounts", [{ id: accountId, name, created_at }]],
    ["users", users],
    ["account_administrators", administrators],
    ["workspaces", [workspace]],
  ];
}

function structureRows(workspace_id: string, { resources, roles }: Described, idOf: Ids): Rows[] {
  const created_at = isoOf(0);
  const resourceRows = resources.map(({ id, kind, name, path }) => ({
    workspace_id,
    id: idOf(id),
    kind,
    name,
    parent_id: path.length > 1 ? idOf(path.at(-2) as string) : null,
    path: path.map(idOf),
    created_at,
  }));
  const revisions = roles.flatMap(({ id, name, revisions }) =>
    revisions.map(({ contents, from, to }, i) => ({
      workspace_id,
      id: uuidv7(),
      role_id: idOf(id),
      number: i + 1,
      name,
      description: "",
      ...contents,
      ...columnsOf({ from, to }),
    })),
  );
  return [
    ["resources", resourceRows],
    [
      "roles",
      roles.map(({ id, name, kind }) => ({
        workspace_id,
        id: idOf(id),
        kind,
        name,
        description: "",
        created_at,
      })),
    ],
    ["role_revisions", revisions],
  ];
}

function memberRows(workspace_id: string, { people, groups }: Described, idOf: Ids): Rows[] {
  const members = people.filter(({ active }) => active.length > 0);
  const periods = members.flatMap(({ name, active }) =>
    active.map((validity) => ({
      workspace_id,
      id: uuidv7(),
      membership_id: idOf(membershipOf(name)),
      ...columnsOf(validity),
    })),
  );
  const stays = groups.flatMap(({ name, stays }) =>
    stays.map(({ member, validity }) => ({
      workspace_id,
      id: uuidv7(),
      group_id: idOf(name),
      membership_id: idOf(membershipOf(member)),
      ...columnsOf(validity),
    })),
  );
  const created_at = isoOf(0);
  return [
    [
      "memberships",
      members.map(({ name }) => ({
        workspace_id,
        id: idOf(membershipOf(name)),
        user_id: idOf(name),
        joined_at: created_at,
      })),
    ],
    ["active_periods", periods],
    [
      "groups",
      groups.map(({ name }) => ({ workspace_id, id: idOf(name), name, description: "", created_at })),
    ],
    ["group_memberships", stays],
  ];
}

function grantRows(workspace_id: string, { groups, grants }: Described, idOf: Ids): Rows {
  const isGroup = (name: string) => groups.some((group) => group.name === name);
  const rows = grants.map(({ id, principal, role, resource, validity, plus, minus, endsWith }) => ({
    workspace_id,
    id: idOf(id),
    membership_id: isGroup(principal) ? null : idOf(membershipOf(principal)),
    group_id: isGroup(principal) ? idOf(principal) : null,
    role_id: idOf(role.id),
    resource_id: idOf(resource.id),
    plus,
    minus,
    ends_with_id: endsWith ? idOf(endsWith.id) : null,
    source: "direct",
    ...columnsOf(validity),
  }));
  return ["grants", rows];
}

/** The name under which the id of somebody's membership is found. */
export function membershipOf(name: string): string {
  return `membership of ${name}`;
}

function columnsOf({ from, to }: Validity) {
  return { valid_from: isoOf(from), valid_to: to === null ? null : isoOf(to) };
}

/** ISO text with all six digits, which a Date would not give. */
function isoOf(at: Instant): string {
  const milliseconds = Math.floor(at / 1000);
  const micros = String(at - milliseconds * 1000).padStart(3, "0");
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${micros}Z`;
}

/** The pure facts under the ids of the rows that were written for them, in the order in which lists are compared. */
export function asWritten(facts: Facts, { ids }: Written): Facts {
  const idOf = (name: string) => ids.get(name) ?? name;
  const refOf = (resource: ResourceRef) => ({
    ...resource,
    id: idOf(resource.id),
    path: resource.path.map(idOf),
  });
  return inOrder({
    ...facts,
    subject: facts.subject && { ...facts.subject, id: idOf(facts.subject.id) },
    workspace: refOf(facts.workspace),
    groups: facts.groups.map((group) => ({ ...group, id: idOf(group.id) })),
    grants: facts.grants.map((grant) => ({
      ...grant,
      id: idOf(grant.id),
      groupId: grant.groupId && idOf(grant.groupId),
      role: { ...grant.role, id: idOf(grant.role.id) },
      resource: refOf(grant.resource),
      source: "direct",
    })),
  });
}

/** Facts with their lists in one order, whatever order they were loaded in. */
export function inOrder(facts: Facts): Facts {
  const byTime = (a: Validity, b: Validity) => a.from - b.from || (a.to ?? 0) - (b.to ?? 0);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return {
    ...facts,
    administers: [...facts.administers].sort(byTime),
    active: [...facts.active].sort(byTime),
    groups: [...facts.groups].sort((a, b) => byId(a, b) || byTime(a.validity, b.validity)),
    grants: [...facts.grants].sort(byId),
  };
}
