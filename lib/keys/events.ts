import { type Attempts, eventsAbout } from "@/lib/doorway/event";
import { named, text, who } from "@/lib/doorway/sentence";

type Created = { target: "api-key"; after: { prefix: string; scopes: string[]; expiresAt: string | null } };
type Owned = { owner: string; expiresAt?: string | null };
type OwnerChanged = { target: "api-key"; before: Owned; after: Owned };
type Revoked = { target: "api-key"; before: { prefix: string } };

const event = eventsAbout("API key");

export const keyEvents = {
  created: event<Created>("api-key.created", "API key created", (e) => [
    "Created the API key ",
    who(e),
    text(e.after?.expiresAt) ? "" : ", without an end",
  ]),
  ownerChanged: event<OwnerChanged>("api-key.owner-changed", "API key given another owner", (e) => [
    "Made",
    ...named(" ", e.after?.owner),
    " the owner of the API key ",
    who(e),
  ]),
  revoked: event<Revoked>("api-key.revoked", "API key revoked", (e) => ["Revoked the API key ", who(e)]),
};

export const keyAttempts: Attempts = {
  kind: "API key",
  words: {
    "keys.create": "create an API key",
    "keys.change-owner": "change the owner of an API key",
    "keys.revoke": "revoke an API key",
  },
};
