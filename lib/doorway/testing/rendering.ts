import { AsyncLocalStorage } from "node:async_hooks";

type Memory = Map<unknown, { args: unknown[]; result: unknown }[]>;
const rendering = new AsyncLocalStorage<Memory>();

/** Stands where React's `cache` is: remembers throughout one {@link render}, and nothing elsewhere. */
export function cache<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const memory = rendering.getStore();
    if (!memory) return work(...args);
    const calls = memory.get(work) ?? [];
    memory.set(work, calls);
    const known = calls.find((call) => call.args.every((arg, i) => Object.is(arg, args[i])));
    if (known) return known.result as R;
    const result = work(...args);
    calls.push({ args, result });
    return result;
  };
}

/** Renders one request's page, as far as what is asked in its course is concerned. */
export function render<T>(work: () => Promise<T>): Promise<T> {
  return rendering.run(new Map(), work);
}
