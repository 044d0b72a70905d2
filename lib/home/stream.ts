import "server-only";
import type { Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import { Refusal } from "@/lib/doorway/outcome";
import { route } from "@/lib/doorway/route";
import { openScope, type Scope } from "@/lib/doorway/scope";
import { whenAccessChanges } from "@/lib/doorway/tabs";
import { Nothing } from "@/lib/fields/input";
import type { Person } from "@/lib/identity/actor";
import { sessionLeft } from "@/lib/identity/session";
import { type Lasting, watchTime } from "./by-time";

const heartbeatMilliseconds = 25_000;
/** So many tabs of one person are told at once, by one server. */
const mostStreams = 10;

/**
 * Server-sent events of one's own access: `access` whenever it changed, by somebody or by time alone. The tab then asks
 * for its page anew. A stream ends with the session or the membership.
 */
export const accessEvents = route({
  name: "home.events",
  permission: "self",
  input: Nothing,
  limit: { name: "home.events", points: 240, seconds: 60 },
  respond: async (scope, _input, http) => {
    const { workspace, actor } = scope;
    if ([...openStreams].filter(({ userId }) => userId === actor.userId).length >= mostStreams)
      throw new Refusal(
        "rate-limited",
        `${mostStreams} tabs of yours are told of changes already. Close one of them, or reload this one by hand.`,
      );
    // Counted at once: many that come together would otherwise all find room.
    const open = { userId: actor.userId, end: () => {} };
    openStreams.add(open);
    const first = await lastingOf(scope).catch((error) => {
      openStreams.delete(open);
      throw error;
    });
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        send("retry: 2000\n\n");
        const tell = () => send("event: access\ndata: changed\n\n");
        const load = async () => {
          const left = await inContext(
            { user: actor.userId },
            (tx) => lastingAnew(tx, actor, workspace.slug),
            { of: workspace.slug, weight: "light" },
          );
          if (left === "over") end();
          return left === "over" ? null : left;
        };
        const time = watchTime(first, load, tell);
        const stop = whenAccessChanges(workspace.id, actor.userId, () => {
          tell();
          time.again();
        });
        const beat = setInterval(() => send(": still here\n\n"), heartbeatMilliseconds);
        const end = () => {
          stop();
          time.stop();
          clearInterval(beat);
          openStreams.delete(open);
          try {
            controller.close();
          } catch {
            // The reader is gone already.
          }
        };
        open.end = end;
        http.signal.addEventListener("abort", end);
        if (http.signal.aborted) end();
      },
    });
    return new Response(stream, {
      headers: { "content-type": "text/event-stream", "x-accel-buffering": "no" },
    });
  },
});

/** How long session and access stay as they are if nobody changes them. */
async function lastingOf({ tx, actor, access, now }: Scope<Person>): Promise<Lasting> {
  const session = (await sessionLeft(tx, actor.sessionId)) ?? 0;
  return access.validUntil === null ? session : Math.min(session, access.validUntil - now);
}

/** The same, loaded now; "over" when the session has ended or the person is not in the workspace any more. */
async function lastingAnew(tx: Transaction, actor: Person, slug: string): Promise<Lasting | "over"> {
  if ((await sessionLeft(tx, actor.sessionId)) === null) return "over";
  try {
    const scope = await openScope(tx, actor, slug);
    return scope.access.active || scope.access.administrator ? lastingOf(scope) : "over";
  } catch (error) {
    if (error instanceof Refusal) return "over";
    throw error;
  }
}

const openStreams = new Set<{ userId: string; end: () => void }>();

/** Ends every open stream, so that a server that is asked to stop can. */
process.once("SIGTERM", () => {
  for (const { end } of [...openStreams]) end();
});
