import type { ResourceRef } from "@/lib/access/facts";
import type { LoggedEvent, Piece } from "./sentence";

/** What an event is about, as the audit log groups it. */
export type EventKind =
  | "Member"
  | "Session"
  | "Invitation"
  | "Role"
  | "Group"
  | "Grant"
  | "Team"
  | "Object"
  | "Governance"
  | "Settings"
  | "API key"
  | "Audit log"
  | "Other";

/** On what it happened. */
export type Where = Pick<ResourceRef, "id" | "name">;

/** One entry of the audit log as it is written. `before` and `after` hold only what changed, without clear secrets. */
export type LogEntry = {
  action: string;
  target: { kind: string; id: string | null; label: string };
  resource?: Where;
  before?: object;
  after?: object;
  reason?: string | undefined;
};

declare const isDeclared: unique symbol;

/** What happened, made by an {@link EventType}: an action that no room has declared does not compile. */
export type AuditEvent = LogEntry & { readonly [isDeclared]: true };

/** What the events of one action hold: the kinds of what they are about, and the values before and after. */
export type Contents = { target: string; resource?: Where; before?: object; after?: object };

type Given<C extends Contents> = Omit<C, "target"> & {
  target: { kind: C["target"]; id: string | null; label: string };
  reason?: string | undefined;
};

/** The fields that were declared, each with a value that is yet to be looked at. */
type Read<V> = { [K in keyof V]?: unknown } | null;
type LoggedAs<C extends Contents> = Omit<LoggedEvent, "before" | "after"> & {
  before: Read<C["before"]>;
  after: Read<C["after"]>;
};

/** Makes the events of one action, and says how they are told. */
export type EventType<C extends Contents = Contents> = ((given: Given<C>) => AuditEvent) & EventWords;

export type EventWords = {
  action: string;
  kind: EventKind;
  /** A short name for filters: "Member deactivated". */
  label: string;
  /** What happened, without its subject: "Deactivated **Dana Weiss**". */
  sentence: (event: LoggedEvent) => Piece[];
  /** Values by which the program finds what the event names; not shown. */
  internal: readonly string[];
};

/** Declares events of a kind, each with its contents and its words. Actions are told in the past: `member.deactivated`. */
export function eventsAbout(kind: EventKind) {
  return <C extends Contents>(
    action: `${string}.${string}`,
    label: string,
    sentence: (event: LoggedAs<C>) => Piece[],
    internal: readonly (keyof C["before"] | keyof C["after"])[] = [],
  ): EventType<C> =>
    Object.assign((given: Given<C>) => ({ action, ...given }) as LogEntry as AuditEvent, {
      action,
      kind,
      label,
      sentence: sentence as EventWords["sentence"],
      internal: internal as readonly string[],
    });
}

/** What commands do, by their names, as in "Tried to …": that is how the log tells of those that were refused. */
export type Attempts = { kind: EventKind; words: Record<string, string> };
