import { ownOrigin } from "@/lib/doorway/host";
import { keptMessages } from "@/lib/mail/mailbox";

export const dynamic = "force-dynamic";

/** The demo's mail as JSON, newest first; `?to=` narrows it to a recipient. There is none in production. */
export async function GET(request: Request): Promise<Response> {
  if (!ownOrigin(request.headers.get("host"))) return new Response(null, { status: 421 });
  const messages = await keptMessages(new URL(request.url).searchParams.get("to") ?? undefined);
  if (!messages) return new Response(null, { status: 404 });
  return Response.json(messages.map(({ from: _, ...message }) => message));
}
