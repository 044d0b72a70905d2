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

export const ChangeKeyOwner = z.strictObject({ keyId: Id, membershipId: Id });
