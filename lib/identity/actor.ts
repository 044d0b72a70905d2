/** A person with a session that is in force. */
export type Person = {
  kind: "person";
  userId: string;
  name: string;
  email: string;
  sessionId: string;
  /** Whether the last proof of identity is fresh, by the database's clock. */
  proofIsFresh: boolean;
};

/** An API key: it acts with its owner's access, and never does what needs a fresh proof that it is them. */
export type KeyActor = {
  kind: "key";
  keyId: string;
  keyName: string;
  /** The owner's. */
  userId: string;
  name: string;
  email: string;
  sessionId: null;
  proofIsFresh: false;
};

/** Remit itself, for what happens by time or by rule: nothing is closed to it. */
export const system = {
  kind: "system",
  userId: null,
  name: "Remit",
  email: null,
  sessionId: null,
  proofIsFresh: true,
} as const;

/** Whoever a command is carried out for. */
export type Actor = Person | KeyActor | typeof system;
