import "server-only";
import { inContext } from "@/db/tenant";
import { Refusal } from "@/lib/doorway/outcome";
import { route } from "@/lib/doorway/route";
import { openScope, type Scope } from "@/lib/doorway/scope";
import { whenAccessChanges } from "@/lib/doorway/tabs";
import { Nothing } from "@/lib/fields/input";
import { type Lasting, watchTime } from "./by-time";

const heartbeatMilliseconds = 25_000;

/**
 * Server-sent events of one's own access: `access` whenever it changed, by somebody or by time alone. The tab then asks
 * for its page anew.
 */
export const accessEvents = route({
  name: "home.events",
  permission: "self",
  input: Nothing,
  limit: { name: "home.events", points: 240, seconds: 60 },
  respond: async (scope, _input, http) => {
    const { workspace, actor } = scope;
    const first = lastingOf(scope);
    const load = () =>
      inContext({ user: actor.userId }, (tx) => lastingAnew(tx, actor, workspace.slug), {
        of: workspace.slug,
        weight: "light",
      });
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        send("retry: 2000\n\n");
        const tell = () => send("event: access\ndata: changed\n\n");
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
          openStreams.delete(end);
          try {
            controller.close();
          } catch {
            // The reader is gone already.
          }
        };
        openStreams.add(end);
        http.signal.addEventListener("abort", end);
      },
    });
    return new Response(stream, {
      headers: { "content-type": "text/event-stream", "x-accel-buffering": "no" },
    });
  },
});

function lastingOf({ access, now }: Pick<Scope, "access" | "now">): Lasting {
  return access.validUntil === null ? null : access.validUntil - now;
}

/** The same, loaded now; for good where the person is not in the workspace any more. */
async function lastingAnew(...[tx, actor, slug]: Parameters<typeof openScope>): Promise<Lasting> {
  try {
    return lastingOf(await openScope(tx, actor, slug));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const openStreams: Set<() => void> = new Set();

/** Ends every open stream, so that a server that is asked to stop can. */
process.once("SIGTERM", () => {
  for (const end of [...openStreams]) end();
});
