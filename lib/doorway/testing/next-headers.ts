import { AsyncLocalStorage } from "node:async_hooks";

type Ambient = { headers: Headers; cookies: Map<string, string> };
const ambient = new AsyncLocalStorage<Ambient>();

/**
 * Stands where the framework's request store would be, so that tests call commands and queries as a request does.
 * `cookies` is shared with the test: what the doorway sets is found there.
 */
export function inRequest<T>(
  { headers = {}, cookies = new Map() }: { headers?: Record<string, string>; cookies?: Map<string, string> },
  work: () => Promise<T>,
): Promise<T> {
  return ambient.run({ headers: new Headers(headers), cookies }, work);
}

export async function headers(): Promise<Headers> {
  return current().headers;
}

export async function cookies() {
  const jar = current().cookies;
  return {
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) ?? "" } : undefined),
    set: (name: string, value: string) => (value === "" ? jar.delete(name) : jar.set(name, value)),
  };
}

function current(): Ambient {
  const store = ambient.getStore();
  if (!store) throw new Error("call this inside inRequest()");
  return store;
}
