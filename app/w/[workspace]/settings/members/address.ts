import { MembersFilter, sortings } from "@/lib/members/input";

export type Search = Record<string, string | string[] | undefined>;
export type Tab = "members" | "pending" | "deactivated";

/** The filter in an address; what is unknown or malformed there is left out. */
export function filterIn(search: Search): { tab: Tab; filter: MembersFilter } {
  const one = (name: string) => (typeof search[name] === "string" ? search[name] : undefined);
  const tab = one("tab") === "pending" || one("tab") === "deactivated" ? (one("tab") as Tab) : "members";
  const wanted = {
    tab: tab === "deactivated" ? tab : "members",
    q: one("q")?.slice(0, 200) ?? "",
    roleId: one("role"),
    groupId: one("group"),
    isNew: one("new") === "1",
    sort: sortings.find((sort) => sort === one("sort")) ?? "name",
    after: one("after"),
  };
  const parsed = MembersFilter.safeParse(wanted);
  const bad = new Set(parsed.error?.issues.map(({ path }) => path[0]));
  const kept = Object.fromEntries(Object.entries(wanted).filter(([name]) => !bad.has(name)));
  return { tab, filter: parsed.success ? parsed.data : MembersFilter.parse(kept) };
}

/** How pending invitations are sorted, in an address. */
export function pendingSortIn({ sort }: Search): "sent" | "email" {
  return sort === "email" ? sort : "sent";
}

/** The address of the list with some parameters changed; the page always starts anew. */
export function addressOf(base: string, search: Search, changes: Record<string, string | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...search, after: undefined, ...changes })) {
    if (typeof value === "string" && value !== "") params.set(name, value);
  }
  return params.size > 0 ? `${base}?${params}` : base;
}
