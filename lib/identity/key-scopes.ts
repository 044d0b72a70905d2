/** What a key may be used for. */
const keyScopes = ["decision:read"] as const;
export type KeyScope = (typeof keyScopes)[number];
