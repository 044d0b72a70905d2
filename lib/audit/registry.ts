import type { Attempts, EventKind, EventWords } from "@/lib/doorway/event";
import { groupAttempts, groupEvents } from "@/lib/groups/events";
import { givingBackAttempts, givingBackEvents } from "@/lib/home/events";
import { invitationAttempts, invitationEvents } from "@/lib/invitations/events";
import { keyAttempts, keyEvents } from "@/lib/keys/events";
import { memberAttempts, memberEvents } from "@/lib/members/events";
import { objectAttempts, objectEvents, productEvents } from "@/lib/resources/events";
import { roleAttempts, roleEvents } from "@/lib/roles/events";
import { teamAttempts, teamEvents } from "@/lib/teams/events";
import { earlierEvents, exportAttempts, exportEvents } from "./events";

/** Every event that a room declares. */
export const declaredEvents: readonly EventWords[] = [
  memberEvents,
  groupEvents,
  givingBackEvents,
  invitationEvents,
  roleEvents,
  teamEvents,
  objectEvents,
  productEvents,
  keyEvents,
  exportEvents,
  earlierEvents,
].flatMap((events) => Object.values<EventWords>(events));

/** What every command is called whose refusal stands in the log. */
export const declaredAttempts: readonly Attempts[] = [
  memberAttempts,
  groupAttempts,
  givingBackAttempts,
  invitationAttempts,
  roleAttempts,
  teamAttempts,
  objectAttempts,
  keyAttempts,
  exportAttempts,
];

const events = new Map(declaredEvents.map((words) => [words.action, words]));
const attempts = new Map(
  declaredAttempts.flatMap(({ kind, words }) =>
    Object.entries(words).map(([command, words]) => [command, { kind, words }] as const),
  ),
);
const kinds = new Map<string, EventKind>(
  [...events.values(), ...[...attempts].map(([action, { kind }]) => ({ action, kind }))]
    .reverse()
    .map(({ action, kind }) => [nounOf(action), kind]),
);

/** The words of an action; undefined for a command and for an action that is not known here. */
export function wordsOf(action: string): EventWords | undefined {
  return events.get(action);
}

/** The kind of an action or of a refused command. */
export function kindOf(action: string): EventKind {
  return events.get(action)?.kind ?? attempts.get(action)?.kind ?? kinds.get(nounOf(action)) ?? "Other";
}

/** An action as a short name for filters: "Member deactivated", "Refused: deactivate a member". */
export function labelOf(action: string): string {
  if (attempts.has(action) || nounOf(action).endsWith("s")) return `Refused: ${attemptOf(action)}`;
  return events.get(action)?.label ?? capitalised(`${nounOf(action)} ${verbOf(action)}`);
}

/** What a refused command wanted, as a verb with its object. */
export function attemptOf(command: string): string {
  return attempts.get(command)?.words ?? `${verbOf(command)} (${nounOf(command)})`;
}

/** "member" of `member.role-changed`. */
export function nounOf(action: string): string {
  return action.split(".", 1)[0] ?? action;
}

/** "role changed" of `member.role-changed`. */
export function verbOf(action: string): string {
  return action.slice(nounOf(action).length + 1).replaceAll("-", " ");
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
