import "server-only";
import type { z } from "zod";
import type { Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import type { Person } from "@/lib/identity/actor";
import { clearSessionCookie, currentPerson, type NewSession, setSessionCookie } from "@/lib/identity/session";
import type { Command } from "./command";
import { outcomeOfRun, type Refusal, signInFirst } from "./outcome";
import { parseInput } from "./parse";
import { countAgainst, type Limit } from "./rate-limit";
import { type Incoming, incoming } from "./request";
import { answered, demandOwnOrigin, demandPerson } from "./steps";

type Handed = {
  tx: Transaction;
  request: Incoming;
  /** Hands a session that was started in this transaction to the browser, once it has committed. */
  signIn(session: NewSession): void;
  /** Takes the session away from the browser, once this has committed. */
  forget(): void;
};

type OutsideSpec<S extends z.ZodType, V, C> = {
  name: string;
  input: S;
  /** Each limit with the subject it counts: a person, an address, an e-mail. */
  limits: (known: { request: Incoming; actor: Person | null; input: z.output<S> }) => [Limit, string][];
  run: (context: C, input: z.output<S>) => Promise<V | Refusal>;
};

/** A mutation of one's own things, outside every workspace: needs a session and nothing else. */
export function personCommand<S extends z.ZodType, V>(
  spec: OutsideSpec<S, V, Handed & { actor: Person }>,
): Command<V> {
  return outside(spec, "self", (handed, actor) => {
    if (!actor) throw signInFirst();
    return { ...handed, actor };
  });
}

/** A mutation that somebody without a session may ask for: a sign-in link, an acceptance. */
export function publicCommand<S extends z.ZodType, V>(
  spec: OutsideSpec<S, V, Handed & { actor: Person | null }>,
): Command<V> {
  return outside(spec, "public", (handed, actor) => ({ ...handed, actor }));
}

function outside<S extends z.ZodType, V, C>(
  spec: OutsideSpec<S, V, C>,
  permission: "self" | "public",
  contextOf: (handed: Handed, actor: Person | null) => C,
): Command<V> {
  return {
    name: spec.name,
    permission,
    async execute(raw) {
      const request = await incoming();
      return answered(request, async () => {
        demandOwnOrigin(request);
        const actor = permission === "self" ? await demandPerson() : await currentPerson();
        const input = parseInput(spec.input, raw);
        for (const [limit, subject] of spec.limits({ request, actor, input }))
          await countAgainst(limit, subject);
        let afterwards: (() => Promise<void>) | null = null;
        const run = async (tx: Transaction) => {
          const signIn = (session: NewSession) => {
            afterwards = () => setSessionCookie(session);
          };
          const forget = () => {
            afterwards = clearSessionCookie;
          };
          return outcomeOfRun(await spec.run(contextOf({ tx, request, signIn, forget }, actor), input));
        };
        // An acceptance waits for the lock of its workspace: it keeps nobody's connection but those of its like.
        const share = { of: spec.name, weight: "change" } as const;
        const outcome = await inContext(actor ? { user: actor.userId } : {}, run, share);
        if (outcome.ok) await (afterwards as (() => Promise<void>) | null)?.();
        return outcome;
      });
    },
  };
}
