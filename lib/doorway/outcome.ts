/** Why something was not done. Each code has one HTTP status, see {@link statusOf}. */
export type RefusalCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "stale-proof"
  | "rate-limited"
  | "too-large"
  | "misdirected"
  | "failed"
  | "unavailable";

export type Refused = {
  ok: false;
  code: RefusalCode;
  /** One sentence for the person: what is wrong and what to do. */
  message: string;
  /** Sentences by field name, for what was typed. */
  fields?: Record<string, string>;
  /** After how many seconds to try again. */
  retryAfter?: number;
};

/** What crosses the border to a page, a form or a client: a value, never an exception. */
export type Outcome<T> = { ok: true; value: T } | Refused;

/**
 * A refusal inside the doorway. Thrown, it rolls the transaction back; returned from `run`, what was written stays
 * (a counted wrong code, for instance).
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly fields?: Record<string, string>,
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  toOutcome(): Refused {
    return {
      ok: false,
      code: this.code,
      message: this.message,
      ...(this.fields ? { fields: this.fields } : {}),
      ...(this.retryAfter ? { retryAfter: this.retryAfter } : {}),
    };
  }
}

/**
 * A guard refused a change that the roles of whoever asks do contain: the ceiling, their own access, four eyes, the last
 * Admin, incompatible duties. Throw it, and no plain {@link Refusal}, from such a guard: a command's is written to the audit
 * log as denied, with the sentence as its reason; a preview tells nobody.
 */
export class GuardRefusal extends Refusal {
  constructor(
    message: string,
    readonly about: {
      /** Whom or what the change was about, for the log; what the permission was needed on unless said. */
      target?: { kind: string; id: string | null; label: string };
      fields?: Record<string, string>;
      code?: "forbidden" | "conflict";
    } = {},
  ) {
    super(about.code ?? "forbidden", message, about.fields);
  }
}

/** What came of a `run`: its value, or the refusal that it returned. */
export function outcomeOfRun<V>(result: V | Refusal): Outcome<V> {
  return result instanceof Refusal ? result.toOutcome() : { ok: true, value: result };
}

const statuses: Record<RefusalCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "stale-proof": 403,
  "rate-limited": 429,
  "too-large": 413,
  misdirected: 421,
  failed: 500,
  unavailable: 503,
};

/** The HTTP status of a refusal. */
export function statusOf(code: RefusalCode): number {
  return statuses[code];
}

export const notFound = () => new Refusal("not-found", "This does not exist, or it is not open to you.");
export const signInFirst = () =>
  new Refusal("unauthenticated", "You are signed out. Sign in, then try again.");
