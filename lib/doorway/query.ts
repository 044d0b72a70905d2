import "server-only";
import type { z } from "zod";
import { inContext } from "@/db/tenant";
import type { Person } from "@/lib/identity/actor";
import { lookAt } from "./look";
import type { Outcome } from "./outcome";
import { parseInput } from "./parse";
import { incoming } from "./request";
import { demandFor, type Guarded, openScope, type Scope } from "./scope";
import { answered, demandPerson } from "./steps";

export type QuerySpec<S extends z.ZodType, V> = Guarded<z.output<S>> & {
  /** Unique, `room.noun`. */
  name: string;
  input: S;
  /** The most characters of a question, for what is longer than a form. */
  characters?: number;
  /** How often a page of one person may ask it while it is open; 600 times unless said, less for what takes the workspace's lock. */
  perMinute?: number;
  /** That it works long, or takes the workspace's lock: a preview of thousands. No page asks it while it is drawn. */
  heavy?: boolean;
  run: (scope: Scope<Person>, input: z.output<S>) => Promise<V>;
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
 * Makes a read that can only be reached through the doorway: identity, strict parse, decision, and the tenant context in
 * one transaction, which a page's questions share. Answers with an explicit DTO.
 */
export function query<S extends z.ZodType, V>(spec: QuerySpec<S, V>): Query<S, V> {
  const decided = async (scope: Scope<Person>, raw: unknown) => {
    const input = parseInput(spec.input, raw, spec.characters);
    await demandFor(scope, spec, input);
    return spec.run(scope, input);
  };
  const answer = (actor: Person, workspace: string, raw: unknown) =>
    inContext({ user: actor.userId }, async (tx) => decided(await openScope(tx, actor, workspace), raw), {
      of: workspace,
      weight: spec.heavy ? "heavy" : "light",
    });
  const ask = async ({ workspace, ...rest }: Question<S>) =>
    answered(await incoming(), async () => {
      const value = spec.heavy
        ? await answer(await demandPerson(), workspace, rest)
        : await lookAt(workspace).ask(`${spec.name} ${JSON.stringify(rest)}`, (scope) =>
            decided(scope, rest),
          );
      return { ok: true, value };
    });
  return Object.assign(ask, { spec, answer });
}
