import { attemptOf, capitalised, nounOf, verbOf } from "./actions";
import { contentsChange } from "./role-change";

type Values = Record<string, unknown> | null;

/** What a sentence is told from; `before` and `after` as the event holds them. */
export type Told = {
  action: string;
  outcome: "done" | "denied";
  target: { kind: string; label: string };
  resource: { label: string } | null;
  before: Values;
  after: Values;
};

/** A piece of a sentence; `strong` for the names of whom or what it is about. */
export type Part = { text: string; strong?: true };

/**
 * What happened, in plain words without its subject, who stands beside it: "Invited **greta@…** as Viewer". An action
 * that is not known here is told by its own name.
 */
export function sentenceOf(event: Told): Part[] {
  if (event.outcome === "denied") {
    const where = event.target.kind === "workspace" ? [] : [" on ", who(event)];
    return parts("Tried to ", attemptOf(event.action), ...where, ", and was refused");
  }
  return parts(...(told.get(event.action) ?? byItsName)(event));
}

/** The same as one text. */
export function sentenceText(event: Told): string {
  return sentenceOf(event)
    .map(({ text }) => text)
    .join("");
}

type Piece = string | Part;

const told = new Map<string, (event: Told) => Piece[]>([
  ["member.role-changed", rolesChanged],
  ["member.role-added", roleAdded],
  ["member.role-ended", roleEnded],
  ["group.role-added", roleAdded],
  ["group.role-ended", roleEnded],
  ["product.role-added", onProduct],
  ["product.role-ended", roleEnded],
  ["team.role-added", (e) => ["Added ", who(e), " to the team", ...at(" of ", e), as(e.after?.roles)]],
  ["team.role-changed", (e) => ["Changed what ", who(e), " may do", ...at(" on ", e), onlyNew(e)]],
  ["team.role-ended", roleEnded],
  ["team.left", (e) => ["Gave back the own place on the team", ...at(" of ", e), as(e.before?.roles)]],
  ["grant.given", (e) => ["Gave ", who(e), ` ${text(e.after?.role) || "a role"}`, ...at(" on ", e)]],
  ["grant.ended", (e) => [`Ended ${text(e.before?.role) || "a role"} of `, who(e), ...at(" on ", e)]],
  ["member.deactivated", (e) => ["Deactivated ", who(e)]],
  ["member.reactivated", (e) => ["Reactivated ", who(e)]],
  ["member.revoked", (e) => ["Revoked the access of ", who(e)]],
  ["member.sessions-ended", (e) => [`Ended ${sessions(e.after?.sessions)} of `, who(e)]],
  [
    "api-key.created",
    (e) => ["Created the API key ", who(e), text(e.after?.expiresAt) ? "" : ", without an end"],
  ],
  ["api-key.revoked", (e) => ["Revoked the API key ", who(e)]],
  ["member.role-given-back", (e) => [`Gave back ${list(e.before?.roles) || "a role"}`, ...at(" on ", e)]],
  ["member.left-group", (e) => ["Left", ...place(" the group ", e.before, "group")]],
  ["member.group-joined", (e) => ["Added ", who(e), ...place(" to the group ", e.after, "group")]],
  ["member.group-left", (e) => ["Took ", who(e), ...place(" out of the group ", e.before, "group")]],
  ["invitation.sent", (e) => ["Invited ", who(e), as(e.after?.roles), ...at(" on ", e)]],
  ["invitation.resent", (e) => ["Resent the invitation of ", who(e)]],
  ["invitation.removed", (e) => ["Removed the invitation of ", who(e)]],
  ["invitation.accepted", (e) => ["Accepted the invitation for ", who(e), as(e.after?.roles)]],
  ["workspace.founded", (e) => ["Founded the workspace ", who(e)]],
  ["object.created", (e) => [`Created the ${e.target.kind} `, who(e), ...place(" in ", e.after)]],
  [
    "object.renamed",
    (e) => [`Renamed the ${e.target.kind} `, ...place("", e.before, "name"), " to ", who(e)],
  ],
  [
    "object.moved",
    (e) => [`Moved the ${e.target.kind} `, who(e), ...place(" from ", e.before), ...place(" to ", e.after)],
  ],
  ["object.archived", (e) => [`Archived the ${e.target.kind} `, who(e)]],
  ["object.restored", (e) => [`Restored the ${e.target.kind} `, who(e)]],
  ["object.completed", (e) => ["Completed the project ", who(e)]],
  ["object.reopened", (e) => ["Reopened the project ", who(e)]],
  ["role.created", roleCreated],
  ["role.revised", roleRevised],
  ["role.deleted", roleDeleted],
  ["audit.exported", exported],
]);

function rolesChanged(event: Told): Piece[] {
  const [was, is] = [list(event.before?.roles), list(event.after?.roles)];
  if (!is) return ["Took all roles from ", who(event)];
  return was ? ["Changed ", who(event), ` from ${was} to ${is}`] : ["Made ", who(event), ` ${is}`];
}

/** The role where a change is one of the role, and nothing where it is of rights or time. */
function onlyNew({ before, after }: Told): string {
  return list(before?.roles) === list(after?.roles)
    ? ""
    : `: from ${list(before?.roles)} to ${list(after?.roles)}`;
}

function roleAdded(event: Told): Piece[] {
  return [`Added ${list(more(event.after, event.before)) || "a role"} to the roles of `, who(event)];
}

function roleEnded(event: Told): Piece[] {
  const roles = list(more(event.before, event.after)) || "a role";
  return [`Took ${roles}`, ...at(" on ", event), " from ", who(event)];
}

const governance = new Set(["Owner", "Steward", "Custodian", "Data Architect"]);

function onProduct(event: Told): Piece[] {
  const roles = more(event.after, event.before);
  const named = roles.length > 0 && roles.every((role) => governance.has(role));
  return named
    ? ["Named ", who(event), ` ${list(roles)}`, ...at(" of ", event)]
    : ["Gave ", who(event), ` ${list(roles) || "a role"}`, ...at(" on ", event)];
}

function roleCreated(event: Told): Piece[] {
  const from = text(event.after?.clonedFrom);
  return ["Created the role ", who(event), from && ` as a clone of ${from}`];
}

function roleRevised(event: Told): Piece[] {
  const number = event.after?.restored;
  const verb = typeof number === "number" ? `Restored revision ${number} of the role ` : "Changed the role ";
  return [verb, who(event), contentsInNumbers(event)];
}

function roleDeleted(event: Told): Piece[] {
  const [grants, instead] = [event.before?.grants, text(event.after?.replacement)];
  if (typeof grants !== "number" || grants === 0) return ["Deleted the role ", who(event)];
  const became = instead ? `became ${instead}` : "ended";
  return ["Deleted the role ", who(event), `: ${count(grants, "grant")} ${became}`];
}

function exported({ after }: Told): Piece[] {
  const whole = Object.keys(after?.filter ?? {}).length === 0;
  const format = after?.format === "csv" ? " as CSV" : after?.format === "jsonl" ? " as JSON Lines" : "";
  return [`Exported ${whole ? "the whole" : "a part of the"} audit log${format}`];
}

function contentsInNumbers({ before, after }: Told): string {
  const change = contentsChange(before, after);
  if (!change) return "";
  const counted = [
    count(change.levels.length, "level"),
    count(change.applications.length, "application"),
    count(change.permissions.length, "permission"),
  ].filter(Boolean);
  return counted.length > 0 ? `: ${counted.join(", ")}` : "";
}

/** `group.renamed` → "Renamed the group **X**"; `catalog.entry-moved` → "Entry moved: catalog **X**". */
function byItsName(event: Told): Piece[] {
  const [noun, verb] = [nounOf(event.action).replaceAll("-", " "), verbOf(event.action)];
  if (verb === "") return [`${capitalised(noun)}: `, who(event)];
  const opening = verb.includes(" ") ? `${capitalised(verb)}: ${noun} ` : `${capitalised(verb)} the ${noun} `;
  return [opening, who(event), ...at(" on ", event)];
}

function who({ target }: Told): Part {
  return { text: nameIn(target.label), strong: true };
}

/** A member's address stands in the event's details, not in its sentence: "Dana Weiss (dana@…)" → "Dana Weiss". */
function nameIn(label: string): string {
  return label.replace(/ \([^()\s]+@[^()\s]+\)$/, "");
}

function at(preposition: string, { resource, target }: Told): Piece[] {
  return resource && resource.label !== target.label
    ? [preposition, { text: resource.label, strong: true }]
    : [];
}

/** A name among the values of an event, such as where an object lies. */
function place(preposition: string, values: Values, key = "in"): Piece[] {
  const name = text(values?.[key]);
  return name ? [preposition, { text: name, strong: true }] : [];
}

function as(roles: unknown): string {
  const names = list(roles);
  return names ? ` as ${names}` : "";
}

/** The roles in `a` that `b` does not have. */
function more(a: Values, b: Values): string[] {
  const less = strings(b?.roles);
  return strings(a?.roles).filter((role) => !less.includes(role));
}

const joined = new Intl.ListFormat("en-GB", { type: "conjunction" });

function list(value: unknown): string {
  return joined.format(strings(value));
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function sessions(number: unknown): string {
  return typeof number === "number" ? count(number, "session") || "no session" : "the sessions";
}

function count(number: number, thing: string): string {
  return number === 0 ? "" : `${number} ${thing}${number === 1 ? "" : "s"}`;
}

function parts(...pieces: Piece[]): Part[] {
  return pieces.filter(Boolean).map((piece) => (typeof piece === "string" ? { text: piece } : piece));
}
