import { isPermission, type PermissionId, permissions } from "@/lib/access/catalogue";
import type { ResourceKind, ResourceRef } from "@/lib/access/facts";
import type { Action, Resource } from "./input";

const kinds: readonly string[] = [
  "workspace",
  "campaign",
  "project",
  "action",
  "data-product",
  "data-table",
] satisfies ResourceKind[];

/** The part of a permission before the colon: a feature, or what a group of fine permissions is about. */
const nounOf = (permission: string) => permission.slice(0, permission.indexOf(":"));
const nouns = new Set(permissions.map(({ id }) => nounOf(id)));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Which permission is asked about, and of which kind the resource must be; null: of any. */
export type Meaning = { permission: PermissionId; kind: ResourceKind | null };
export type NotUnderstood = "unknown_action" | "unknown_resource";

/**
 * What an action on a type of resource means here. An action with a colon is a permission's full name: the type is then
 * a kind of resource (`campaign:edit` on a `campaign`), or the permission's own noun (`segment:edit` on a `segment`). A
 * bare action belongs to the type, which is then a noun (`edit` on a `segment`, or on a `campaign`).
 */
export function meaningOf({ name }: Pick<Action, "name">, type: string): Meaning | NotUnderstood {
  const isKind = kinds.includes(type);
  if (!isKind && !nouns.has(type)) return "unknown_resource";
  if (!name.includes(":")) {
    const permission = `${type}:${name}`;
    return isPermission(permission) ? { permission, kind: null } : "unknown_action";
  }
  if (!isPermission(name)) return "unknown_action";
  if (isKind) return { permission: name, kind: type as ResourceKind };
  return type === nounOf(name) ? { permission: name, kind: null } : "unknown_resource";
}

/** The id of a resource as the database knows it, `*` being the workspace; null for what is none. */
export function resourceIdOf({ id }: Pick<Resource, "id">, workspace: ResourceRef): string | null {
  if (id === "*") return workspace.id;
  const lower = id.toLowerCase();
  return uuid.test(lower) ? lower : null;
}

/** A resource is what was meant when it is of the kind that was asked for. */
export function fits(resource: ResourceRef, kind: ResourceKind | null): boolean {
  return kind === null || resource.kind === kind;
}

/** How a permission held on a resource is called there, when the resource was named by this type; null: it is not. */
export function actionNamed(permission: PermissionId, type: string, resource: ResourceRef): string | null {
  if (kinds.includes(type) && resource.kind === type) return permission;
  const noun = nounOf(permission);
  return noun === type ? permission.slice(noun.length + 1) : null;
}

/** A subject's id as the database knows it: the id of a user, or their address. Null for what can be neither. */
export function subjectOf({
  type,
  id,
}: {
  type: string;
  id: string;
}): { by: "id" | "email"; value: string } | null {
  if (type !== "user") return null;
  const value = id.toLowerCase();
  if (uuid.test(value)) return { by: "id", value };
  return /^[^\s\0@]{1,200}@[^\s\0@]{1,200}$/.test(value) ? { by: "email", value } : null;
}
