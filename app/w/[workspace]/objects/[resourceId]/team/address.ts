import { TeamFilter } from "@/lib/teams/input";

export type Search = Record<string, string | string[] | undefined>;

/** The filter in an address; what is unknown or malformed there is left out. */
export function filterIn(resourceId: string, search: Search): TeamFilter {
  const one = (name: string) => (typeof search[name] === "string" ? search[name] : undefined);
  const wanted = {
    resourceId,
    q: one("q")?.slice(0, 200) ?? "",
    groupId: one("group"),
    roleId: one("role"),
    after: one("after"),
  };
  const parsed = TeamFilter.safeParse(wanted);
  if (parsed.success) return parsed.data;
  const bad = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const kept = Object.fromEntries(
    Object.entries(wanted).filter(([name]) => name === "resourceId" || !bad.has(name)),
  );
  const again = TeamFilter.safeParse(kept);
  return again.success ? again.data : { resourceId, q: "" };
}

export function isFiltered(search: Search): boolean {
  return ["q", "group", "role"].some((name) => Boolean(search[name]));
}

/** The address of the team with some parameters changed; the page always starts anew. */
export function addressOf(base: string, search: Search, changes: Record<string, string | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, after: undefined, ...changes })) {
    if (typeof value === "string" && value !== "") params.set(name, value);
  }
  return params.size > 0 ? `${base}?${params}` : base;
}
