type Values = Record<string, unknown> | null;

/** An event as it is read from the log, perhaps written by an earlier version: its values may be anything. */
export type LoggedEvent = {
  action: string;
  outcome: "done" | "denied";
  target: { kind: string; label: string };
  resource: { label: string } | null;
  before: Values;
  after: Values;
};

/** A piece of a sentence; `strong` for the names of whom or what it is about. */
export type Part = { text: string; strong?: true };
export type Piece = string | Part;

/** Whom or what an event is about. A member's address is left to the details: "Dana Weiss (dana@…)" → "Dana Weiss". */
export function who({ target }: Pick<LoggedEvent, "target">): Part {
  return { text: target.label.replace(/ \([^()\s]+@[^()\s]+\)$/, ""), strong: true };
}

/** On what it happened, unless that is what the event is about. */
export function at(
  preposition: string,
  { resource, target }: Pick<LoggedEvent, "target" | "resource">,
): Piece[] {
  return resource && resource.label !== target.label
    ? [preposition, { text: resource.label, strong: true }]
    : [];
}

/** A name among the values of an event, after a few words; nothing when there is none. */
export function named(words: string, name: unknown): Piece[] {
  return typeof name === "string" && name ? [words, { text: name, strong: true }] : [];
}

/** " as Viewer and Consumer" */
export function asRoles(roles: unknown): string {
  const names = list(roles);
  return names ? ` as ${names}` : "";
}

export function roleAdded(event: LoggedEvent): Piece[] {
  return [`Added ${list(rolesOnlyIn(event.after, event.before)) || "a role"} to the roles of `, who(event)];
}

export function roleEnded(event: LoggedEvent): Piece[] {
  const roles = list(rolesOnlyIn(event.before, event.after)) || "a role";
  return [`Took ${roles}`, ...at(" on ", event), " from ", who(event)];
}

/** The roles among one side's values that the other side does not have. */
export function rolesOnlyIn(one: Values, other: Values): string[] {
  const known = strings(other?.roles);
  return strings(one?.roles).filter((role) => !known.includes(role));
}

const joined = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** "Viewer, Editor and Consumer" */
export function list(value: unknown): string {
  return joined.format(strings(value));
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** "2 levels"; empty for none. */
export function count(number: number, thing: string): string {
  return number === 0 ? "" : `${number} ${thing}${number === 1 ? "" : "s"}`;
}
