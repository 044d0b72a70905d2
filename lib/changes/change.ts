import "server-only";
import type { z } from "zod";
import type { Access } from "@/lib/access/access";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { type Command, command } from "@/lib/doorway/command";
import { Refusal } from "@/lib/doorway/outcome";
import { type Query, query } from "@/lib/doorway/query";
import { loadScope, type Needed, type Scope } from "@/lib/doorway/scope";
import { carryOut } from "./carry-out";
import type { Changed, Plan, Row } from "./plan";
import {
  type ChangePreview,
  glancedAt,
  lockFor,
  needsProof,
  type Previewed,
  previewed,
  untried,
} from "./preview";

type ChangeSpec<S extends z.ZodType, P extends z.ZodType, R extends Row, X> = {
  /** Unique, `room.verb`. */
  name: string;
  permission: Needed;
  input: S;
  /** What a preview is asked with, where it differs from the change: before a form is filled in, or for more at once. */
  previewInput?: P;
  /** On what the permission is needed; the workspace itself unless said. */
  resource?: (scope: Scope, input: z.output<S> | z.output<P>) => Promise<ResourceRef>;
  /** What is asked for, planned on the facts as they are. @throws Refusal for what cannot be planned at all */
  plan: (scope: Scope, input: z.output<S> | z.output<P>) => Promise<Plan<R>>;
  /** It is about what the person holds themselves: what its preview says where they do not, instead of finding nothing. */
  notHeld?: string;
  /** Whether it needs a fresh proof whatever it gives. */
  alwaysFresh?: boolean;
  /** What its preview shows besides. */
  shows?: (scope: Scope, input: z.output<S> | z.output<P>, previewed: Previewed) => Promise<X>;
};

/** A change of access: a command, and what shows beforehand what it does. */
export type Change<P extends z.ZodType, X> = Command<Changed> & {
  /** The preview that confirms: the same plan and guards, written under the lock and taken back. */
  preview: Query<P, ChangePreview & Partial<X>>;
  /** A look without lock and without writing, at what it would do to one person. */
  glance: Query<P, ChangePreview>;
};

/**
 * Declares a change of access, once: what is asked for becomes a plan, and the plan is read, rehearsed or carried out
 * under the same guards (the ceiling, also in time; the last Admin; who answers for a product).
 */
export function change<S extends z.ZodType, R extends Row, X = object, P extends z.ZodType = S>(
  spec: ChangeSpec<S, P, R, X>,
): Change<P, X> {
  const { name, permission, input, resource, plan, shows } = spec;
  const asked = (spec.previewInput ?? input) as P;
  // A command looks at its plan twice, for the proof and to carry it out; each look at the facts makes one plan.
  const plans = new WeakMap<Access, Promise<Plan<R>>>();
  const planned = (scope: Scope, values: z.output<S> | z.output<P>) => {
    const known = plans.get(scope.access) ?? plan(scope, values);
    plans.set(scope.access, known);
    return known;
  };
  const reasonIn = (values: unknown) => (values as { reason?: string }).reason;
  return {
    ...command({
      name,
      permission,
      input,
      ...(resource ? { resource } : {}),
      fresh: async (scope, values) => spec.alwaysFresh || needsProof(await planned(scope, values)),
      changes: ({ rows }) => rows.filter(({ result }) => result === "change").length,
      run: async (context, values) => carryOut(context, await planned(context, values), reasonIn(values)),
    }),
    preview: query({
      name: `${name}.preview`,
      heavy: true,
      permission,
      input: asked,
      ...(resource ? { resource } : {}),
      characters: longestQuestion,
      perMinute: 120,
      run: async (scope, values) => {
        await lockFor(scope);
        const locked = await loadScope(scope.tx, scope.actor, scope.workspace);
        return unlessRefused(spec.notHeld, async () => {
          const found = await previewed(locked, await plan(locked, values));
          return { ...found.preview, ...(await shows?.(locked, values, found)) } as ChangePreview &
            Partial<X>;
        });
      },
    }),
    glance: query({
      name: `${name}.glance`,
      permission,
      input: asked,
      ...(resource ? { resource } : {}),
      run: (scope, values) =>
        unlessRefused(spec.notHeld, async () => {
          const seen = await plan(scope, values);
          return glancedAt(scope, seen, onePerson(seen));
        }),
    }),
  };
}

/** Thousands of ids. */
const longestQuestion = 400_000;

/** @throws Refusal `not-found`, which says nothing of what is not here; any other refusal is the preview's answer. */
async function unlessRefused<V extends ChangePreview>(
  notHeld: string | undefined,
  work: () => Promise<V>,
): Promise<V> {
  try {
    return await work();
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    if (refused.code !== "not-found") return untried(refused.message) as V;
    if (notHeld === undefined) throw refused;
    return untried(notHeld) as V;
  }
}

function onePerson({ rows }: Plan): Facts {
  const [only, ...others] = rows;
  if (!only?.person || others.length > 0)
    throw new Refusal("invalid", "A glance is at one person. Ask for a preview.");
  return only.person;
}
