import { at, type LoggedEvent, type Part, type Piece, who } from "@/lib/doorway/sentence";
import { attemptOf, capitalised, nounOf, verbOf, wordsOf } from "./registry";

/**
 * What happened, in plain words without its subject, who stands beside it: "Invited **greta@…** as Viewer". An action
 * that is not known here is told by its own name.
 */
export function sentenceOf(event: LoggedEvent): Part[] {
  const pieces =
    event.outcome === "denied" ? refused(event) : (wordsOf(event.action)?.sentence ?? byItsName)(event);
  return pieces.filter(Boolean).map((piece) => (typeof piece === "string" ? { text: piece } : piece));
}

/** The same as one text. */
export function sentenceText(event: LoggedEvent): string {
  return sentenceOf(event)
    .map(({ text }) => text)
    .join("");
}

function refused(event: LoggedEvent): Piece[] {
  const where = event.target.kind === "workspace" ? [] : [" on ", who(event)];
  const times = event.after?.times;
  const again =
    typeof times === "number" ? `, ${times.toLocaleString("en-GB")} more times within a minute` : "";
  return ["Tried to ", attemptOf(event.action), ...where, ", and was refused", again];
}

/** `group.renamed` → "Renamed the group **X**"; `catalog.entry-moved` → "Entry moved: catalog **X**". */
function byItsName(event: LoggedEvent): Piece[] {
  const [noun, verb] = [nounOf(event.action).replaceAll("-", " "), verbOf(event.action)];
  if (verb === "") return [`${capitalised(noun)}: `, who(event)];
  const opening = verb.includes(" ") ? `${capitalised(verb)}: ${noun} ` : `${capitalised(verb)} the ${noun} `;
  return [opening, who(event), ...at(" on ", event)];
}
