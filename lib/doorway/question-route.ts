import "server-only";
import { type Made, madeByDoorway } from "./action";
import { objectIn, textOf } from "./json-body";
import { notFound } from "./outcome";
import { usualCharacters } from "./parse";
import type { Query, QuerySpec } from "./query";
import { countAgainst } from "./rate-limit";
import { demandOwnHost, incoming } from "./request";
import { answerHeaders, refusalResponse } from "./route";
import { answered, demandOwnOrigin, demandPerson } from "./steps";

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
    const answer = await answered(request, async () => {
      demandOwnHost(request.host);
      demandOwnOrigin(request);
      const actor = await demandPerson();
      const { workspace, question: name } = await params;
      const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
      if (!question || workspace.includes("\u0000")) throw notFound();
      const { spec } = question;
      await countAgainst({ name: spec.name, points: spec.perMinute ?? 600, seconds: 60 }, actor.userId);
      const text = await textOf(http, bytesPerCharacter * (spec.characters ?? usualCharacters));
      const input = objectIn(text, http.headers.get("content-type"));
      return { ok: true, value: await question.answer(actor, workspace, input) };
    });
    if (!answer.ok) return refusalResponse(answer, request.id);
    return Response.json(answer.value, { headers: answerHeaders(request.id) });
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
