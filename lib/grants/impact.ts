import "server-only";
import type { SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { lockWorkspace } from "@/db/tenant";
import type { ResourceRef } from "@/lib/access/facts";
import { type Impact, impactOf } from "@/lib/access/impact";
import { rootOf, type WorkspaceRef } from "@/lib/facts/facts";
import {
  type AccessOfPeople,
  accessFrom,
  accessOfMemberships,
  accessOfPeople,
  membershipIds,
  type SharedAccess,
} from "./access-of-people";

/** What a change does to people for whom it does the very same. */
export type PeopleImpact = {
  impact: Impact;
  /** What was looked at: on any other resource the difference is that of its nearest ancestor among these. */
  resources: ResourceRef[];
  membershipIds: string[];
};

/** Carries what was found out of a savepoint that is rolled back. */
class RolledBack<T> extends Error {
  constructor(readonly result: T) {
    super("a preview was carried out and taken back");
  }
}

/**
 * Who would gain and lose what by a change: carries it out with the very statements that will carry it out when it is
 * confirmed, looks at everybody concerned, and takes it back, all under the lock of the workspace.
 * @param which condition on a membership `m` before the change: everybody whom it could concern
 * @param write the change itself, without checks, audit and mail
 */
export async function impactOfWriting(
  tx: Transaction,
  workspace: WorkspaceRef,
  which: SQL,
  write: (tx: Transaction) => Promise<unknown>,
): Promise<PeopleImpact[]> {
  await lockWorkspace(tx, workspace.id);
  const people = await membershipIds(tx, workspace, which);
  const before = await accessOfMemberships(tx, workspace, people);
  const after = await rehearsed(tx, async (inner) => {
    await write(inner);
    return accessOfMemberships(inner, workspace, people);
  });
  return compared(workspace, before, after);
}

/**
 * Who would gain and lose what when a resource, with all below it, lies elsewhere.
 * @param which condition on a membership `m`: everybody whom it could concern
 * @param from the resource where it lies
 * @param to the path it would have, from the workspace down to itself
 */
export async function impactOfMoving(
  tx: Transaction,
  workspace: WorkspaceRef,
  which: SQL,
  from: ResourceRef,
  to: readonly string[],
): Promise<PeopleImpact[]> {
  const held = await accessOfPeople(tx, workspace, which);
  const depth = from.path.length;
  const moved = (resource: ResourceRef): ResourceRef =>
    resource.path[depth - 1] === from.id
      ? { ...resource, path: [...to, ...resource.path.slice(depth)] }
      : resource;
  return compared(workspace, held, held, [from], moved);
}

/** Does work in a savepoint and takes it back; answers with what it found there. */
export async function rehearsed<T>(tx: Transaction, work: (inner: Transaction) => Promise<T>): Promise<T> {
  try {
    await tx.transaction(async (inner) => {
      throw new RolledBack(await work(inner));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result as T;
    throw error;
  }
  throw new Error("a preview was not taken back");
}

/** Who gains and loses what between two looks at the same people, those together for whom it is the very same. */
export function compared(
  workspace: WorkspaceRef,
  before: AccessOfPeople,
  after: AccessOfPeople,
  alsoOn: readonly ResourceRef[] = [],
  moved?: (resource: ResourceRef) => ResourceRef,
): PeopleImpact[] {
  const alike = new Map<string, { was: SharedAccess; now: SharedAccess; membershipIds: string[] }>();
  const nothing = accessFrom(workspace, []);
  const returning = before.inactive.filter((id) => after.numbers.has(id));
  for (const id of [...before.numbers.keys(), ...returning]) {
    const [was, now] = [before.numbers.get(id) ?? 0, after.numbers.get(id) ?? 0];
    const key = `${was} ${now}`;
    const found = alike.get(key);
    if (found) found.membershipIds.push(id);
    else
      alike.set(key, {
        was: before.byNumber.get(was) ?? nothing,
        now: after.byNumber.get(now) ?? nothing,
        membershipIds: [id],
      });
  }
  return [...alike.values()].map(({ was, now, membershipIds }) => {
    const all = [rootOf(workspace), ...alsoOn, ...was.resources, ...now.resources];
    const resources = [...new Map(all.map((resource) => [resource.id, resource])).values()];
    return { impact: impactOf(was.access, now.access, resources, moved), resources, membershipIds };
  });
}
