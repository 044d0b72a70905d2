import { features, type PermissionId } from "@/lib/access/catalogue";

export type GuardedPage = { title: string; permission: PermissionId };

const roleForm = /^settings\/roles\/(new|[^/]+\/edit)$/;

const settings: [string, GuardedPage][] = [
  ["objects", { title: "This object", permission: "marketing-object:view" }],
  ["settings/members", { title: "Members", permission: "general:view-members" }],
  ["settings/groups", { title: "Groups", permission: "general:view-members" }],
  ["settings/roles", { title: "Roles and permissions", permission: "general:view-members" }],
  ["settings/api-keys", { title: "API keys", permission: "general:manage-api-key" }],
  ["settings/audit", { title: "The audit log", permission: "governance:view-audit" }],
];

/** What a page of the workspace needs, by its path below the workspace; undefined for pages open to every member. */
export function guardOf(path: string): GuardedPage | undefined {
  if (roleForm.test(path)) return { title: "The form of a role", permission: "general:manage-role" };
  const found = settings.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  if (found) return found[1];
  const feature = features.find(({ id }) => path === `features/${id}`);
  return feature && { title: feature.name, permission: `${feature.id}:view` };
}
