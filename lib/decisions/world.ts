import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { isAmong, texts } from "@/db/arrays";
import { runPrepared } from "@/db/prepared";
import { refOf, resources } from "@/db/schema/grants";
import { users } from "@/db/schema/users";
import type { ResourceKind, ResourceRef, RoleFact } from "@/lib/access/facts";
import type { KeyedScope } from "@/lib/doorway/keyed";
import { rolesOf } from "@/lib/facts/facts";
import { accessOf, type Known, type Person, peopleWhere } from "@/lib/facts/known-access";
import { namesFor } from "@/lib/grants/opening";
import type { Resource, Subject } from "./input";
import { fits, resourceIdOf, subjectOf } from "./question";

/** Whom and what some questions name, as far as the key's workspace knows them. */
export type World = {
  scope: KeyedScope;
  personOf(subject: Pick<Subject, "type" | "id">): Known | null;
  /** What a resource is called for the key's owner. */
  nameOf(resource: ResourceRef): string;
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
    nameOf: namesFor({ ...scope.owner, now: scope.now }),
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
    ...(ids.length > 0 ? [isAmong(users.id, ids)] : []),
    ...(emails.length > 0 ? [sql`${users.email} = any(${texts(emails)}::text[])`] : []),
  ];
  if (named.length === 0) return [];
  return peopleWhere(tx, workspace, sql.join(named, sql` or `));
}

/** Resources of the workspace that are not archived. */
async function resourcesNamed(
  { tx, workspace, root }: KeyedScope,
  named: readonly Pick<Resource, "id">[],
): Promise<ResourceRef[]> {
  const ids = new Set(named.flatMap((resource) => resourceIdOf(resource, root) ?? []));
  if (!ids.delete(root.id) && ids.size === 0) return [];
  const found =
    ids.size === 0
      ? []
      : await runPrepared(
          tx
            .select(refOf(resources))
            .from(resources)
            .where(
              and(
                eq(resources.workspaceId, workspace.id),
                isAmong(resources.id, [...ids]),
                isNull(resources.archivedAt),
              ),
            ),
        );
  return [root, ...found];
}
