import "server-only";
import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { refOf } from "@/db/schema/grants";
import { permissions } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import { type KeyedScope, keyed } from "@/lib/doorway/keyed";
import { type ListedUser, visibleTo, whoCan } from "@/lib/grants/lists";
import { namesFor } from "@/lib/grants/opening";
import { ActionSearch, ResourceSearch, SubjectSearch } from "./input";
import { type Part, partOf, resultOf } from "./paging";
import { actionNamed, meaningOf } from "./question";
import { worldOf } from "./world";

const keyScope = "decision:read";

/** Subject Search API: who may do this there, by user id. */
export const subjectSearch = keyed({
  name: "decisions.search-subject",
  scope: keyScope,
  input: SubjectSearch,
  respond: async (scope, { subject, action, resource, context, page }) => {
    const part = partOf(page, "id", {
      of: "subject",
      in: scope.workspace.id,
      subject,
      action,
      resource,
      context,
    });
    const toEntity = ({ userId, name, email }: ListedUser) => ({
      type: "user",
      id: userId,
      properties: { name, email },
    });
    const answer = (rows: ListedUser[]) => resultOf(part, rows, ({ userId }) => userId, toEntity);
    const meaning = meaningOf(action, resource.type);
    if (subject.type !== "user" || typeof meaning === "string") return answer([]);
    const world = await worldOf(scope, [], [resource]);
    const place = world.resourceOf(resource, meaning.kind);
    if (!place) return answer([]);
    const { after, limit } = part;
    return answer(
      await whoCan(scope.tx, scope.workspace, meaning.permission, place, scope.now, {
        ...(after ? { after } : {}),
        limit: limit + 1,
      }),
    );
  },
});

/** Resource Search API: where somebody may do this, by resource id. */
export const resourceSearch = keyed({
  name: "decisions.search-resource",
  scope: keyScope,
  input: ResourceSearch,
  respond: async (scope, { subject, action, resource, context, page }) => {
    const part = partOf(page, "id", {
      of: "resource",
      in: scope.workspace.id,
      subject,
      action,
      resource,
      context,
    });
    const nameOf = namesFor({ ...scope.owner, now: scope.now });
    const toEntity = (one: ResourceRef) => ({
      type: resource.type,
      id: one.id,
      properties: { kind: one.kind, name: nameOf(one) },
    });
    const meaning = meaningOf(action, resource.type);
    const person = (await worldOf(scope, [subject], [])).personOf(subject);
    if (!person || typeof meaning === "string") return resultOf(part, [], () => "", toEntity);
    const rows = await resourcesOf(
      scope,
      part,
      sql`${visibleTo(person.access, meaning.permission)}
      and ${meaning.kind ? sql`${r.kind} = ${meaning.kind}` : sql`true`}`,
    );
    return resultOf(part, rows, ({ id }) => id, toEntity);
  },
});

function resourcesOf({ tx, workspace }: KeyedScope, { after, limit }: Part, which: SQL) {
  return tx
    .select(refOf(r))
    .from(r)
    .where(
      and(eq(r.workspaceId, workspace.id), isNull(r.archivedAt), which, after ? gt(r.id, after) : undefined),
    )
    .orderBy(r.id)
    .limit(limit + 1);
}

/** Action Search API: what somebody may do there, in the order of the catalogue. */
export const actionSearch = keyed({
  name: "decisions.search-action",
  scope: keyScope,
  input: ActionSearch,
  respond: async (scope, { subject, resource, context, page }) => {
    const part = partOf(page, "place", { of: "action", in: scope.workspace.id, subject, resource, context });
    const world = await worldOf(scope, [subject], [resource]);
    const person = world.personOf(subject);
    const place = world.resourceOf(resource, null);
    const held = permissions.flatMap(({ id }, position) => {
      const name = place && actionNamed(id, resource.type, place);
      return place && name && person?.access.can(id, place) ? [{ name, position }] : [];
    });
    const rows = held.filter(({ position }) => part.after === "" || position > Number(part.after));
    return resultOf(
      part,
      rows,
      ({ position }) => String(position),
      ({ name }) => ({ name }),
    );
  },
});
