import { z } from "zod";
import { isPlain } from "@/lib/members/input";

/** What a key may be used for. */
const keyScopes = ["decision:read"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** After how many days a new key ends; `never`: it works until it is revoked. */
export const lifetimes = ["30", "90", "365", "never"] as const;
export type Lifetime = (typeof lifetimes)[number];

/** `ended`: revoked or expired. */
const keyStates = ["live", "ended"] as const;

export const keySorts = ["newest", "name", "used"] as const;

export const KeysFilter = z.strictObject({
  q: z.string().trim().max(200).default(""),
  state: z.enum(keyStates).optional(),
  sort: z.enum(keySorts).optional(),
  after: z.string().max(500).optional(),
});
export type KeysFilter = z.output<typeof KeysFilter>;

export const CreateKey = z.strictObject({
  name: z
    .string({ error: "Give the key a name." })
    .trim()
    .min(1, "Give the key a name.")
    .max(60, "A name has at most 60 characters.")
    .refine(isPlain, "A name has no control characters."),
  lifetime: z.enum(lifetimes, "Choose when the key ends."),
});

export const RevokeKey = z.strictObject({ keyId: z.uuid("This is not known here. Reload the page.") });

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** What an address of the list asks for; what it says wrongly is left out. */
export function readKeysFilter(search: Search): KeysFilter {
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
