import { log } from "./log";
import { Refusal, type Refused } from "./outcome";

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ENOENT",
  "57P01",
  "57P02",
  "57P03",
  "EPIPE",
]);

/** Translates whatever was thrown into an outcome: a refusal as it is, anything else into one sentence with an id. */
export function outcomeOf(error: unknown, requestId: string): Refused {
  if (error instanceof Refusal) return error.toOutcome();
  const code = codeOf(error);
  log.error({ requestId, code, error: describe(error) }, "unexpected failure");
  if (code && unreachable.has(code))
    return {
      ok: false,
      code: "unavailable",
      message: "The database cannot be reached at the moment. Access did not change. Try again in a minute.",
    };
  return {
    ok: false,
    code: "failed",
    message: `Something failed on our side. Access did not change. Try again, and if it stays, report ${requestId}.`,
  };
}

/** The SQLSTATE or system code of an error, looked up through its causes. */
export function codeOf(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") return current.code;
  }
  return undefined;
}

function describe(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? `${root.name}: ${root.message}\n${root.stack ?? ""}` : typeof error;
}
