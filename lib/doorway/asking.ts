import "server-only";
import { z } from "zod";
import { currentPerson } from "@/lib/identity/session";
import { type Action, type Made, madeByDoorway } from "./action";
import { foreignOrigin, plainOf } from "./command";
import { outcomeOf } from "./failure";
import { signInFirst } from "./outcome";
import { parseInput } from "./parse";
import type { Query } from "./query";
import { countAgainst } from "./rate-limit";
import { incoming, isSameOrigin } from "./request";

const Asked = z.looseObject({
  workspace: z.string({ error: "Say which workspace this is for." }).min(1).max(100),
});

/**
 * A query as a server action, for a question too long for an address: a pasted list, thousands of people. It changes
 * nothing and tells the audit log nothing, and comes in by POST like a change: from our own pages only, and counted.
 */
export function asking<S extends z.ZodType, V>(query: Query<S, V>): Action<V> {
  const { name, permission, characters } = query.spec;
  const ask = async (raw: unknown) => {
    const request = await incoming();
    try {
      if (!isSameOrigin(request)) throw foreignOrigin();
      const actor = await currentPerson();
      if (!actor) throw signInFirst();
      const question = parseInput(Asked, plainOf(raw), characters);
      await countAgainst({ name, points: 120, seconds: 60 }, actor.userId);
      return await query(question as Parameters<typeof query>[0]);
    } catch (error) {
      return outcomeOf(error, request.id);
    }
  };
  return Object.assign(ask, { [madeByDoorway]: { kind: "action", name, permission } as Made });
}
