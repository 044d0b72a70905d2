import "server-only";
import { z } from "zod";
import { currentPerson } from "@/lib/identity/session";
import { type Command, foreignOrigin, plainOf } from "./command";
import { outcomeOf } from "./failure";
import { type Outcome, signInFirst } from "./outcome";
import { parseInput } from "./parse";
import type { Query } from "./query";
import { countAgainst } from "./rate-limit";
import { incoming, isSameOrigin } from "./request";

/** Put on everything that the doorway made, so that a test can tell it from what somebody exported by hand. */
export const madeByDoorway: unique symbol = Symbol.for("remit.doorway") as never;

export type Made = { kind: "action" | "route" | "keyed"; name: string; permission: string };

export type Action<V> = ((raw: unknown) => Promise<Outcome<V>>) & { [madeByDoorway]?: Made };

/** A server action that carries out a command; takes a plain object or a form, gives an outcome. */
export function action<V>(command: Command<V>): Action<V> {
  const act = async (raw: unknown) => command.execute(raw);
  return Object.assign(act, {
    [madeByDoorway]: { kind: "action", name: command.name, permission: command.permission } as Made,
  });
}

const OfWorkspace = z.looseObject({
  workspace: z.string({ error: "Say which workspace this is for." }).min(1).max(100),
});

/**
 * A query as a server action, for a question too long for an address: a pasted list, thousands of people. It changes
 * nothing and tells the audit log nothing, and comes in by POST like a change: from our own pages only, and counted.
 */
export function queryAction<S extends z.ZodType, V>(query: Query<S, V>): Action<V> {
  const { name, permission, characters } = query.spec;
  const ask = async (raw: unknown) => {
    const request = await incoming();
    try {
      if (!isSameOrigin(request)) throw foreignOrigin();
      const actor = await currentPerson();
      if (!actor) throw signInFirst();
      const question = parseInput(OfWorkspace, plainOf(raw), characters);
      await countAgainst({ name, points: 120, seconds: 60 }, actor.userId);
      return await query(question as Parameters<typeof query>[0]);
    } catch (error) {
      return outcomeOf(error, request.id);
    }
  };
  return Object.assign(ask, { [madeByDoorway]: { kind: "action", name, permission } as Made });
}
