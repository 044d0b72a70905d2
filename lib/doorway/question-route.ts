import "server-only";
import { currentPerson } from "@/lib/identity/session";
import { type Made, madeByDoorway } from "./action";
import { foreignOrigin } from "./command";
import { outcomeOf } from "./failure";
import { objectIn, textOf } from "./json-body";
import { notFound, signInFirst } from "./outcome";
import { usualCharacters } from "./parse";
import type { Query, QuerySpec } from "./query";
import { countAgainst } from "./rate-limit";
import { incoming, isSameOrigin } from "./request";
import { refusalResponse } from "./route";

/** A query as this route sees it, whatever it asks for. */
export type Question = Pick<Query<never, unknown>, "answer"> & {
  spec: Pick<QuerySpec<never, unknown>, "name" | "permission" | "characters" | "perMinute">;
};

type Handler = ((
  http: Request,
  context: { params: Promise<{ workspace: string; question: string }> },
) => Promise<Response>) & { [madeByDoorway]?: Made };

/** Of UTF-8 or JSON escapes, for one character of a text that somebody wrote. */
const bytesPerCharacter = 3;

/**
 * A POST route handler below a workspace that answers many questions, each by its name: `[question]` in the address, what
 * it asks as JSON in the body, which has room for a pasted list. It changes nothing and tells the audit log nothing, but a
 * cookie says who asks: so it is answered to our own pages only, and counted per question.
 */
export function questionRoute(questions: Readonly<Record<string, Question>>): Handler {
  const handle: Handler = async (http, { params }) => {
    const request = await incoming();
    try {
      if (!isSameOrigin(request)) throw foreignOrigin();
      const actor = await currentPerson();
      if (!actor) throw signInFirst();
      const { workspace, question: name } = await params;
      const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
      if (!question || workspace.includes("\u0000")) throw notFound();
      const { spec } = question;
      await countAgainst({ name: spec.name, points: spec.perMinute ?? 600, seconds: 60 }, actor.userId);
      const text = await textOf(http, bytesPerCharacter * (spec.characters ?? usualCharacters));
      const input = objectIn(text, http.headers.get("content-type"));
      return Response.json(await question.answer(actor, workspace, input), {
        headers: { "cache-control": "private, no-store" },
      });
    } catch (error) {
      return refusalResponse(outcomeOf(error, request.id), request.id);
    }
  };
  const named = Object.entries(questions).map(([name, { spec }]) => [name, spec.permission]);
  const made: Made = {
    kind: "route",
    name: "questions",
    permission: "self",
    questions: Object.fromEntries(named),
  };
  return Object.assign(handle, { [madeByDoorway]: made });
}
