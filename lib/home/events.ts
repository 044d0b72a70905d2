import "server-only";
import { route } from "@/lib/doorway/route";
import { whenAccessChanges } from "@/lib/doorway/tabs";
import { NoInput } from "@/lib/members/input";

const heartbeatMilliseconds = 25_000;

/** Server-sent events of one's own access: `access` whenever it changed. The tab then asks for its page anew. */
export const accessEvents = route({
  name: "home.events",
  permission: "self",
  input: NoInput,
  limit: { name: "home.events", points: 240, seconds: 60 },
  respond: async ({ workspace, actor }, _input, http) => {
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        send("retry: 2000\n\n");
        const stop = whenAccessChanges(workspace.id, actor.userId, () =>
          send("event: access\ndata: changed\n\n"),
        );
        const beat = setInterval(() => send(": still here\n\n"), heartbeatMilliseconds);
        const end = () => {
          stop();
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

const openStreams: Set<() => void> = new Set();

/** Ends every open stream, so that a server that is asked to stop can. */
process.once("SIGTERM", () => {
  for (const end of [...openStreams]) end();
});
