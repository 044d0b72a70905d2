import "server-only";
import type { z } from "zod";
import { inContext } from "@/db/tenant";
import type { ResourceRef } from "@/lib/access/facts";
import { currentPerson, type Person } from "@/lib/identity/session";
import { outcomeOf } from "./failure";
import { type Outcome, signInFirst } from "./outcome";
import { parseInput } from "./parse";
import { incoming } from "./request";
import { demand, type Needed, openScope, type Scope } from "./scope";

export type QuerySpec<S extends z.ZodType, V> = {
  /** Unique, `room.noun`. */
  name: string;
  permission: Needed;
  input: S;
  resource?: (scope: Scope, input: z.output<S>) => Promise<ResourceRef>;
  /** The most characters of a question, for what is longer than a form. */
  characters?: number;
  /** How often a page of one person may ask it while it is open; 600 times unless said, less for what takes the workspace's lock. */
  perMinute?: number;
  run: (scope: Scope, input: z.output<S>) => Promise<V>;
};

/** What a page asks: its workspace, and the question's own fields. */
type Question<S extends z.ZodType> = { workspace: string } & (z.input<S> extends Record<string, never>
  ? unknown
  : z.input<S>);

export type Query<S extends z.ZodType, V> = ((question: Question<S>) => Promise<Outcome<V>>) & {
  spec: QuerySpec<S, V>;
  /** The answer for somebody who is known already, to a question as it came in. */
  answer(actor: Person, workspace: string, raw: unknown): Promise<V>;
};

/**
 * Makes a read that can only be reached through the doorway: identity, strict parse, decision, and the tenant context
 * in one transaction. Answers with an explicit DTO.
 */
export function query<S extends z.ZodType, V>(spec: QuerySpec<S, V>): Query<S, V> {
  const answer = async (actor: Person, workspace: string, raw: unknown) => {
    const input = parseInput(spec.input, raw, spec.characters);
    return inContext({ user: actor.userId }, async (tx) => {
      const scope = await openScope(tx, actor, workspace);
      demand(scope, spec.permission, (await spec.resource?.(scope, input)) ?? scope.root);
      return spec.run(scope, input);
    });
  };
  const ask = async ({ workspace, ...rest }: Question<S>): Promise<Outcome<V>> => {
    const request = await incoming();
    try {
      const actor = await currentPerson();
      if (!actor) throw signInFirst();
      return { ok: true, value: await answer(actor, workspace, rest) };
    } catch (error) {
      return outcomeOf(error, request.id);
    }
  };
  return Object.assign(ask, { spec, answer });
}
