import type { Facts } from "@/lib/access/facts";
import { type Instant, instantOf } from "@/lib/access/instant";
import { placeMarks, roleMarks } from "./marks";

const mostRoles = 12;

/**
 * What somebody holds at an instant, for a mail: "Viewer until 31 Dec 2026", "Contributor on Q2 Campaign through Brand"; the
 * first of many, and how many more there are.
 */
export function rolesInWords(facts: Facts, at: Instant, timeZone: string): string[] {
  const told = (role: string, group: string | null, endsAt: string | null) =>
    `${role}${group ? ` through ${group}` : ""}${endsAt ? ` until ${lastDay(instantOf(endsAt), timeZone)}` : ""}`;
  const all = [
    ...roleMarks(facts, at).map(({ name, group, endsAt }) => told(name, group, endsAt)),
    ...placeMarks(facts, at).map(({ role, resource, group, endsAt }) =>
      told(`${role} on ${resource.name}`, group, endsAt),
    ),
  ];
  const hidden = all.length - mostRoles;
  return hidden > 1 ? [...all.slice(0, mostRoles), `${hidden} more`] : all;
}

/** The last day on which something that ends at an instant still holds: "31 Dec 2026". */
export function lastDay(end: Instant, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone,
  });
  return format.format(new Date(end / 1000 - 1));
}
