import "server-only";
import type { z } from "zod";
import type { Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import type { Person } from "@/lib/identity/actor";
import { type Made, madeByDoorway } from "./action";
import { notFound, type Refused, statusOf } from "./outcome";
import { parseInput } from "./parse";
import { countAgainst, type Limit } from "./rate-limit";
import { demandOwnHost, type Incoming, incoming } from "./request";
import { demandFor, type Needed, openScope, type Scope } from "./scope";
import { answered, demandPerson } from "./steps";

export type RouteSpec<S extends z.ZodType> = {
  name: string;
  permission: Needed;
  /** Schema of the query string. */
  input: S;
  limit: Limit;
  /** Works inside the transaction of the decision; a body that streams must not use `scope.tx` afterwards. */
  respond: (
    context: Scope<Person> & { request: Incoming },
    input: z.output<S>,
    http: Request,
  ) => Promise<Response>;
};

type Handler = ((http: Request, context: { params: Promise<{ workspace: string }> }) => Promise<Response>) & {
  [madeByDoorway]?: Made;
};

/** A GET route handler below a workspace, made like {@link query}; refusals are JSON with their status. */
export function route<S extends z.ZodType>(spec: RouteSpec<S>): Handler {
  const handle: Handler = async (http, { params }) => {
    const request = await incoming();
    const answer = await answered(request, async () => {
      demandOwnHost(request.host);
      const actor = await demandPerson();
      const input = parseInput(spec.input, Object.fromEntries(new URL(http.url).searchParams));
      const { workspace } = await params;
      if (workspace.includes("\u0000")) throw notFound();
      await countAgainst(spec.limit, actor.userId);
      const respond = async (tx: Transaction) => {
        const scope = await openScope(tx, actor, workspace);
        await demandFor(scope, spec, input);
        return { ok: true, value: await spec.respond({ ...scope, request }, input, http) } as const;
      };
      return inContext({ user: actor.userId }, respond, { of: workspace, weight: "light" });
    });
    if (!answer.ok) return refusalResponse(answer, request.id);
    for (const [name, value] of Object.entries(answerHeaders(request.id)))
      answer.value.headers.set(name, value);
    return answer.value;
  };
  return Object.assign(handle, {
    [madeByDoorway]: { kind: "route", name: spec.name, permission: spec.permission } as Made,
  });
}

/** A refusal as JSON: `{ error, message, requestId }` with the status of its code, and when to try again. */
export function refusalResponse(
  { code, message, retryAfter }: Refused,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { error: code, message, requestId },
    {
      status: statusOf(code),
      headers: {
        ...answerHeaders(requestId),
        ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
        ...headers,
      },
    },
  );
}

/** What every answer of a handler carries. */
export const answerHeaders = (requestId: string) => ({
  "cache-control": "private, no-store",
  "x-request-id": requestId,
});
