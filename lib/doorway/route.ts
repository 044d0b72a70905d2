import "server-only";
import type { z } from "zod";
import { inContext } from "@/db/tenant";
import { currentPerson } from "@/lib/identity/session";
import { type Made, madeByDoorway } from "./action";
import { outcomeOf } from "./failure";
import { notFound, type Refused, signInFirst, statusOf } from "./outcome";
import { parseInput } from "./parse";
import { countAgainst, type Limit } from "./rate-limit";
import { type Incoming, incoming } from "./request";
import { demand, type Needed, openScope, type Scope } from "./scope";

export type RouteSpec<S extends z.ZodType> = {
  name: string;
  permission: Needed;
  /** Schema of the query string. */
  input: S;
  limit: Limit;
  /** Works inside the transaction of the decision; a body that streams must not use `scope.tx` afterwards. */
  respond: (context: Scope & { request: Incoming }, input: z.output<S>, http: Request) => Promise<Response>;
};

type Handler = ((http: Request, context: { params: Promise<{ workspace: string }> }) => Promise<Response>) & {
  [madeByDoorway]?: Made;
};

/** A GET route handler below a workspace, made like {@link query}; refusals are JSON with their status. */
export function route<S extends z.ZodType>(spec: RouteSpec<S>): Handler {
  const handle: Handler = async (http, { params }) => {
    const request = await incoming();
    try {
      const actor = await currentPerson();
      if (!actor) throw signInFirst();
      const { workspace } = await params;
      const url = new URL(http.url);
      const input = parseInput(spec.input, Object.fromEntries(url.searchParams));
      if (workspace.includes("\u0000")) throw notFound();
      await countAgainst(spec.limit, actor.userId);
      const response = await inContext({ user: actor.userId }, async (tx) => {
        const scope = await openScope(tx, actor, workspace);
        demand(scope, spec.permission, scope.root);
        return spec.respond({ ...scope, request }, input, http);
      });
      response.headers.set("cache-control", "private, no-store");
      return response;
    } catch (error) {
      return refusalResponse(outcomeOf(error, request.id), request.id);
    }
  };
  return Object.assign(handle, {
    [madeByDoorway]: { kind: "route", name: spec.name, permission: spec.permission } as Made,
  });
}

/** A refusal as JSON: `{ error, message, requestId }` with the status of its code. */
export function refusalResponse({ code, message }: Refused, requestId: string): Response {
  return Response.json(
    { error: code, message, requestId },
    { status: statusOf(code), headers: { "cache-control": "private, no-store" } },
  );
}
