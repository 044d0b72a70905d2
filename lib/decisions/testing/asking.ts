import type { KeyedHandler } from "@/lib/doorway/keyed";
import { evaluation, evaluations } from "../evaluation";
import { actionSearch, resourceSearch, subjectSearch } from "../search";

const handlers = {
  evaluation,
  evaluations,
  "search/subject": subjectSearch,
  "search/resource": resourceSearch,
  "search/action": actionSearch,
} satisfies Record<string, KeyedHandler>;
export type Endpoint = keyof typeof handlers;

export type Reply = { status: number; headers: Headers; body: Record<string, unknown> };

/** Asks as another system does. `body` is sent as JSON, a text as it stands; an empty header is left out. */
export async function ask(
  endpoint: Endpoint,
  secret: string | null,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const all = {
    host: "localhost:3000",
    "content-type": "application/json",
    ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
    ...headers,
  };
  const http = new Request(`http://localhost:3000/access/v1/${endpoint}`, {
    method: "POST",
    headers: Object.entries(all).filter(([, value]) => value !== ""),
    body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });
  const response = await handlers[endpoint](http);
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
