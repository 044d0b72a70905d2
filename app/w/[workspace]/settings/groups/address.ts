export type Search = Record<string, string | string[] | undefined>;

/** The text of a parameter, cut to a length; "" when it is not there once. */
export function textIn(search: Search, name: string, most = 200): string {
  const value = search[name];
  return typeof value === "string" ? value.slice(0, most) : "";
}

/** The paging key in an address. */
export function afterIn(search: Search, name = "after"): { after: string } | Record<never, never> {
  const value = search[name];
  return typeof value === "string" && value !== "" && value.length <= 700 ? { after: value } : {};
}

/** The address with some parameters; empty ones are left out. */
export function addressOf(base: string, parameters: Record<string, string>): string {
  const params = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ""));
  return params.size > 0 ? `${base}?${params}` : base;
}
