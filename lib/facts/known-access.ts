import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { micros } from "@/db/dated";
import { prepared } from "@/db/prepared";
import { accountAdministrators as admins } from "@/db/schema/accounts";
import { memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { type Access, accessAt } from "@/lib/access/access";
import type { Facts } from "@/lib/access/facts";
import type { Instant, Validity } from "@/lib/access/instant";
import { factsOfPeople, type WorkspaceRef } from "./facts";

/** One person's facts, and what they amount to at the present. */
export type Known = { facts: Facts; access: Access };

/** What is asked of the database at every request: somebody, and what of them no version of a workspace covers. */
export type Person = { id: string; disabled: boolean; administers: Validity[] };

/** People of the workspace, past or present, and administrators of its account, who fit a condition on `users`. */
export function peopleWhere(
  tx: Transaction,
  { id, accountId }: Pick<WorkspaceRef, "id" | "accountId">,
  which: SQL,
): Promise<(Person & { email: string })[]> {
  return prepared<Person & { email: string }>(
    tx,
    sql`
    select ${users.id}, ${users.email}, ${users.disabledAt} is not null as disabled, coalesce(a.periods, '[]') as administers
    from ${users} left join lateral (
      select json_agg(json_build_object('from', ${micros(admins.validFrom)}, 'to', ${micros(admins.validTo)})
        order by ${admins.validFrom}) as periods
      from ${admins} where ${admins.accountId} = ${accountId} and ${admins.userId} = ${users.id}
    ) a on true
    where (${which})
      and (a.periods is not null or exists (select 1 from ${memberships}
        where ${memberships.workspaceId} = ${id} and ${memberships.userId} = ${users.id}))`,
  );
}

type Kept = Known & { stamp: string; readAt: Instant };
type Present = { tx: Transaction; workspace: WorkspaceRef; accessVersion: string; now: Instant };

/** People whose facts a process keeps; the one asked about longest ago goes first. */
const mostKept = 2000;
/** Microseconds after which facts are read again: names in a path may have changed, which changes no access. */
const oldest = 60_000_000;

const processWide = globalThis as { remitKnownAccess?: Map<string, Kept> };

/**
 * What people may do at present. Facts are read from the database unless this process has read them at the same
 * version of the workspace's access: the version was compared in this very transaction, and every change of access
 * raises it. Facts hold the future too, so what begins or ends meanwhile does so without being read again.
 */
export async function accessOf(present: Present, people: readonly Person[]): Promise<Map<string, Known>> {
  processWide.remitKnownAccess ??= new Map();
  const kept = processWide.remitKnownAccess;
  const known = new Map<string, Known>();
  const missing: Person[] = [];
  for (const person of people) {
    const found = kept.get(nameOf(present, person));
    if (found && isCurrent(found, present, person))
      known.set(person.id, remembered(kept, found, present, person));
    else missing.push(person);
  }
  if (missing.length === 0) return known;
  const ids = missing.map(({ id }) => id);
  const loaded = await factsOfPeople(present.tx, present.workspace, ids);
  for (const person of missing) {
    const facts = loaded.get(person.id);
    if (!facts) throw new Error("the facts of a person were not assembled");
    const fresh = { facts, access: accessAt(facts, present.now) };
    known.set(person.id, fresh);
    keep(kept, nameOf(present, person), { ...fresh, stamp: stampOf(present, person), readAt: present.now });
  }
  return known;
}

const nameOf = ({ workspace }: Present, { id }: Person) => `${workspace.id} ${id}`;

function stampOf({ accessVersion }: Present, { disabled, administers }: Person): string {
  return `${accessVersion} ${disabled} ${JSON.stringify(administers)}`;
}

function isCurrent({ stamp, readAt }: Kept, present: Present, person: Person): boolean {
  return stamp === stampOf(present, person) && readAt <= present.now && present.now - readAt < oldest;
}

/** What was kept, compiled anew when something began or ended since. */
function remembered(kept: Map<string, Kept>, found: Kept, present: Present, person: Person): Known {
  const { at, validUntil } = found.access;
  const holds = at <= present.now && (validUntil === null || present.now < validUntil);
  const now = holds ? found : { ...found, access: accessAt(found.facts, present.now) };
  keep(kept, nameOf(present, person), now);
  return now;
}

function keep(kept: Map<string, Kept>, name: string, one: Kept): void {
  kept.delete(name);
  kept.set(name, one);
  const first = kept.size > mostKept ? kept.keys().next().value : undefined;
  if (first !== undefined) kept.delete(first);
}
