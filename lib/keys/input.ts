import { z } from "zod";
import { Id, Name, Search } from "@/lib/fields/input";

/** After how many days a new key ends; `never`: it works until it is revoked. */
export const lifetimes = ["30", "90", "365", "never"] as const;
export type Lifetime = (typeof lifetimes)[number];

/** `ended`: revoked or expired. */
const keyStates = ["live", "ended"] as const;

export const keySorts = ["newest", "name", "used"] as const;

export const KeysFilter = z.strictObject({
  q: Search,
  state: z.enum(keyStates).optional(),
  sort: z.enum(keySorts).optional(),
  after: z.string().max(500).optional(),
});
export type KeysFilter = z.output<typeof KeysFilter>;

export const CreateKey = z.strictObject({
  name: Name("Give the key a name.", 60),
  lifetime: z.enum(lifetimes, "Choose when the key ends."),
});

export const RevokeKey = z.strictObject({ keyId: Id });

type Address = Readonly<Record<string, string | string[] | undefined>>;

/** What an address of the list asks for; what it says wrongly is left out. */
export function readKeysFilter(search: Address): KeysFilter {
  const { q, state, sort, after } = KeysFilter.shape;
  const cursor = after.safeParse(search.after).data;
  const wanted = state.safeParse(search.state).data;
  const order = sort.safeParse(search.sort).data;
  return {
    q: q.safeParse(search.q).data ?? "",
    ...(wanted ? { state: wanted } : {}),
    ...(order ? { sort: order } : {}),
    ...(cursor ? { after: cursor } : {}),
  };
}
