import type { SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Mail } from "@/emails/payloads";
import type { Offer } from "@/lib/access/duties";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import type { Authority, TermedOffer } from "@/lib/access/term";
import type { AuditEvent } from "@/lib/doorway/event";
import type { Refusal } from "@/lib/doorway/outcome";
import type { PeopleImpact } from "@/lib/grants/impact";

/** Whom or what one row of a change is about, as the audit log and its outcome name it. */
export type Subject<K extends string = string> = { kind: K; id: string; name: string; email: string | null };

/** One of those whom a change names, with all that is weighed before it is carried out for them. */
export type Row = {
  subject: Subject;
  /** Why nothing is done for them: there is nothing to do, or something stands against it. */
  left?: { result: "nothing" | "refused"; why: Refusal } | null;
  /** What comes to be held, and how long: meets the ceiling, also in time. */
  gives?: readonly TermedOffer[];
  /** What is taken that is not one person's alone: not more than the actor holds. */
  takes?: readonly Offer[];
  /** What the person holds whom the row is about, where it is about one. */
  person?: Facts;
  /** Something is taken from them, so they must not hold more than the actor. */
  loses?: boolean;
  /** The membership that counts as the workspace's Admin no more, if it did. */
  endsAdmin?: string | null;
};

/** One step of what a change writes, and the same step on the facts of one person. */
export type Write = {
  run: (tx: Transaction, by: Writer) => Promise<unknown>;
  /** Left out where the effect cannot be told without writing. */
  onFacts?: (facts: Facts, at: Instant) => Facts;
};
export type Writer = { workspaceId: string; userId: string | null };

/** Somebody whose access a change may concern, with what they held before it and hold after it. */
export type Reached = {
  membershipId: string;
  userId: string;
  name: string;
  email: string;
  before: { facts: Facts; at: Instant };
  after: { facts: Facts; at: Instant };
};

/** A change of access as data, before anything is written. */
export type Plan<R extends Row = Row> = {
  rows: readonly R[];
  /** Whoever cannot be changed keeps nobody else from being: each row stands alone. */
  eachAlone?: boolean;
  /** What comes to be held by every row alike; see {@link Row}. */
  gives?: readonly TermedOffer[];
  /** What stands against all of it, by the rules of its own room. */
  refusal?: Refusal | null;
  /** What the actor needs to act at all; it must last as long as what they give. */
  authority: Authority;
  /** What stands against what it takes from those named, by the rules of its own room; said after the ceiling. */
  takeRefusal?: Refusal | null;
  /** People from whom it takes something, as a condition on a membership `m`: none may hold more than the actor here. */
  losers?: { which: SQL; resources: readonly ResourceRef[] } | null;
  /** Whose access it may concern: a condition on a membership `m`, before the change. */
  concerned(due: readonly R[]): SQL;
  writes(due: readonly R[]): readonly Write[];
  /** What it does to people, where that is known without writing. */
  impacts?: readonly PeopleImpact[];
  /** A product may be left without an Owner or a Steward: true of a deactivation, which works at once. */
  mayLeaveProducts?: boolean;
  /** What to do instead where it would leave one, as a sentence. */
  remedy?: string;
  /** The field of the form that a refusal by the ceiling points at. */
  field?: string;
  /** What the audit log keeps of each row. */
  event(row: R, told: Told): AuditEvent;
  /**
   * What somebody is told by mail: what they gain and lose, unless said. `named`: those whom the change names, however
   * many; otherwise everybody concerned, as long as they are few.
   */
  letters?(person: Reached): readonly Mail[];
  mails?: "named" | "few";
};

/** Why it was done, and how many people it concerned, with the first of them by name. */
export type Told = { reason: string | undefined; people: number; names: readonly string[] };

/** What became of one row, or would; `event`: of the audit log, once it is done. */
export type ChangedRow = {
  id: string;
  name: string;
  email: string;
  result: "change" | "nothing" | "refused";
  why: string | null;
  event: string | null;
};

/** What every change answers with: the first event, whom it was about, and what became of each who was named. */
export type Changed = { event: string; name: string; people: number; rows: ChangedRow[] };
