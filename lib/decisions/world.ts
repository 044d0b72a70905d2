import "server-only";
import { sql } from "drizzle-orm";
import { isAmong, texts } from "@/db/arrays";
import { prepared } from "@/db/prepared";
import type { ResourceKind, ResourceRef, RoleFact } from "@/lib/access/facts";
import type { KeyedScope } from "@/lib/doorway/keyed";
import { rolesOf } from "@/lib/facts/facts";
import type { Resource, Subject } from "./input";
import { accessOf, type Known, type Person } from "./known-access";
import { fits, resourceIdOf, subjectOf } from "./question";

/** Whom and what some questions name, as far as the key's workspace knows them. */
export type World = {
  scope: KeyedScope;
  personOf(subject: Pick<Subject, "type" | "id">): Known | null;
  resourceOf(resource: Pick<Resource, "id">, kind: ResourceKind | null): ResourceRef | null;
  /** The roles of the workspace, read when they are first asked for. */
  roles(): Promise<RoleFact[]>;
};

/** Loads whom and what these questions name, in as many queries for a thousand as for one. */
export async function worldOf(
  scope: KeyedScope,
  subjects: readonly Pick<Subject, "type" | "id">[],
  resources: readonly Pick<Resource, "id">[],
): Promise<World> {
  const people = await peopleNamed(scope, subjects);
  const known = await accessOf({ ...scope }, [...new Map(people.map((one) => [one.id, one])).values()]);
  const byName = new Map(
    people.flatMap(({ id, email }) => [[id, known.get(id)] as const, [email, known.get(id)] as const]),
  );
  const byId = new Map((await resourcesNamed(scope, resources)).map((one) => [one.id, one]));
  let roles: Promise<RoleFact[]> | undefined;
  return {
    scope,
    personOf: (subject) => byName.get(subjectOf(subject)?.value ?? "") ?? null,
    resourceOf: (resource, kind) => {
      const found = byId.get(resourceIdOf(resource, scope.root) ?? "");
      return found && fits(found, kind) ? found : null;
    },
    roles: () => {
      roles ??= rolesOf(scope.tx, scope.workspace.id);
      return roles;
    },
  };
}

/** People of the workspace, past or present, and administrators of its account: nobody else is known. */
async function peopleNamed(
  { tx, workspace }: KeyedScope,
  subjects: readonly Pick<Subject, "type" | "id">[],
): Promise<(Person & { email: string })[]> {
  const names = subjects.map(subjectOf);
  const valuesBy = (by: "id" | "email") => [
    ...new Set(names.flatMap((name) => (name?.by === by ? [name.value] : []))),
  ];
  const [ids, emails] = [valuesBy("id"), valuesBy("email")];
  const named = [
    ...(ids.length > 0 ? [isAmong(sql`u.id`, ids)] : []),
    ...(emails.length > 0 ? [sql`u.email = any(${texts(emails)}::text[])`] : []),
  ];
  if (named.length === 0) return [];
  return prepared<Person & { email: string }>(
    tx,
    sql`
    select u.id, u.email, u.disabled_at is not null as disabled, coalesce(a.periods, '[]') as administers
    from users u left join lateral (
      select json_agg(json_build_object('from', micros(a.valid_from), 'to', micros(a.valid_to)) order by a.valid_from) as periods
      from account_administrators a where a.account_id = ${workspace.accountId} and a.user_id = u.id
    ) a on true
    where (${sql.join(named, sql` or `)})
      and (a.periods is not null or exists (
        select 1 from memberships m where m.workspace_id = ${workspace.id} and m.user_id = u.id))`,
  );
}

/** Resources of the workspace that are not archived. */
async function resourcesNamed(
  { tx, workspace, root }: KeyedScope,
  resources: readonly Pick<Resource, "id">[],
): Promise<ResourceRef[]> {
  const ids = new Set(resources.flatMap((resource) => resourceIdOf(resource, root) ?? []));
  if (!ids.delete(root.id) && ids.size === 0) return [];
  const found =
    ids.size === 0
      ? []
      : await prepared<ResourceRef>(
          tx,
          sql`
          select id, kind, name, path from resources
          where workspace_id = ${workspace.id} and ${isAmong(sql`id`, [...ids])} and archived_at is null`,
        );
  return [root, ...found];
}
