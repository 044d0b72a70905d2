import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { z } from "zod";
import type { Transaction } from "@/db/client";
import { inContext, inWiderContext } from "@/db/tenant";
import type { Access } from "@/lib/access/access";
import type { ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import type { Workspace } from "@/lib/facts/facts";
import { rootOf } from "@/lib/facts/facts";
import type { Known } from "@/lib/facts/known-access";
import { type HeldKey, heldKey, noteUse, ownerOf, secretIn } from "@/lib/identity/key";
import { type KeyScope, lostByOwner } from "@/lib/identity/key-scopes";
import { hashOf } from "@/lib/identity/secrets";
import { type Made, madeByDoorway } from "./action";
import { outcomeOf } from "./failure";
import { objectIn, textOf } from "./json-body";
import { Refusal } from "./outcome";
import { demandOwnHost, requestIdOf } from "./request";
import { answerHeaders, refusalResponse } from "./route";

/** What a key's question is answered with, inside one transaction and the tenant context of the key's workspace. */
export type KeyedScope = {
  tx: Transaction;
  workspace: Workspace;
  root: ResourceRef;
  /** The database's clock when the key was looked up. */
  now: Instant;
  accessVersion: string;
  /** The key's owner, who answers for it: names that they may not read are not told. */
  owner: Known;
};

export type KeyedSpec<S extends z.ZodType, V> = {
  /** Unique, `room.noun`. */
  name: string;
  /** What the key must have been made for. */
  scope: KeyScope;
  /** Schema of the body; what it does not name is ignored. */
  input: S;
  /** How much a question costs of the points that a key has per second; 1 unless said. */
  cost?: (input: z.output<S>) => number;
  respond: (scope: KeyedScope, input: z.output<S>) => Promise<V>;
};

export type KeyedHandler = ((http: Request) => Promise<Response>) & { [madeByDoorway]?: Made };

/**
 * A POST route handler for other systems, which show a workspace's API key instead of a session: no cookie is looked
 * at, so no Origin is asked for. In this order: body, identity (the key, then the tenant context of its workspace, in
 * one transaction), scope, strict parse, rate limit, the key's owner, answer. Refusals are JSON with their status; every answer carries
 * the request's X-Request-ID.
 */
export function keyed<S extends z.ZodType, V>(spec: KeyedSpec<S, V>): KeyedHandler {
  const handle: KeyedHandler = async (http) => {
    const requestId = requestIdOf(http.headers.get("x-request-id"));
    try {
      demandOwnHost(http.headers.get("host"));
      const secret = secretIn(http.headers.get("authorization"));
      if (!secret) throw noKey(http.headers.has("authorization"));
      const text = await textOf(http);
      const hash = hashOf(secret);
      // The workspace is known by its key alone: each key has a share.
      const share = { of: hash, weight: "light" } as const;
      const answer = await inContext(
        { token: hash },
        async (tx) => {
          const key = await heldKey(tx, hash);
          if (!key) throw noKey(true);
          if (!key.scopes.includes(spec.scope)) throw outOfScope(spec.scope);
          const input = understood(spec.input, objectIn(text, http.headers.get("content-type")));
          await spend(key, spec.cost?.(input) ?? 1);
          const { workspace, now, accessVersion } = key;
          const { id, accountId } = workspace;
          return inWiderContext(tx, { workspace: id, account: accountId }, async () => {
            const owner = await ownerOf(tx, key);
            const root = rootOf(workspace);
            demandOwner(owner.access, spec.scope, root);
            if (key.idle) await noteUse(tx, key);
            return spec.respond({ tx, workspace, root, now, accessVersion, owner }, input);
          });
        },
        share,
      );
      return Response.json(answer, { headers: answerHeaders(requestId) });
    } catch (error) {
      return refusalResponse(outcomeOf(error, requestId), requestId, challengeOf(error));
    }
  };
  return Object.assign(handle, {
    [madeByDoorway]: { kind: "keyed", name: spec.name, permission: spec.scope } as Made,
  });
}

const pointsPerSecond = 1000;
const window = 10;
const processWide = globalThis as { remitKeyLimiter?: RateLimiterMemory };

/** Counted per server, in its memory: what it protects is the server. A refused key costs one look-up and no answer. */
async function spend(key: HeldKey, points: number): Promise<void> {
  processWide.remitKeyLimiter ??= new RateLimiterMemory({
    points: pointsPerSecond * window,
    duration: window,
  });
  try {
    await processWide.remitKeyLimiter.consume(key.id, points);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new Refusal(
      "rate-limited",
      `This key asks too much at once. Wait ${seconds} seconds, or ask in batches.`,
      undefined,
      seconds,
    );
  }
}

/** 401: who asks did not show a key in force. `given`: something was shown. */
class NoKey extends Refusal {
  constructor(
    readonly given: boolean,
    message: string,
  ) {
    super("unauthenticated", message);
  }
}

function noKey(given: boolean): NoKey {
  return new NoKey(
    given,
    given
      ? "This key is not in force: it is unknown, revoked or expired."
      : "Show an API key of the workspace, with the header Authorization: Bearer remit_….",
  );
}

/** Refuses a key whose owner may not have it: they hold what its scope asks for as long as it works. */
function demandOwner(owner: Access, scope: KeyScope, root: ResourceRef): void {
  const lost = lostByOwner(owner, [scope], root);
  if (lost)
    throw new NoKey(true, `This key does not work: its owner ${lost}. It can be given another owner.`);
}

function outOfScope(scope: KeyScope): Refusal {
  return new Refusal("forbidden", `This key was not made for ${scope}.`);
}

/** Parses what is understood of a body and leaves the rest out, as the standard asks for. */
function understood<S extends z.ZodType>(schema: S, body: Record<string, unknown>): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal("invalid", `The field ${issue?.path.join(".")} ${issue?.message}.`);
}

/** How to show a key, for whoever did not. */
function challengeOf(error: unknown): Record<string, string> {
  if (!(error instanceof NoKey)) return {};
  return { "www-authenticate": `Bearer realm="remit"${error.given ? ', error="invalid_token"' : ""}` };
}
