import { log } from "./log";
import { Refusal, type Refused } from "./outcome";

/** Somebody else's work was in the way for too long, by SQLSTATE: what was asked for was rolled back. */
const inTheWay: Record<string, string> = {
  BUSY: "Too much is asked of this workspace at the moment.",
  "55P03": "Others are changing access in this workspace at the moment.",
  "57014": "This took too long and was stopped.",
  "40001": "Others changed the same thing at the same moment.",
  "40P01": "Others changed the same thing at the same moment.",
};
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
  "25P03",
  "53300",
  "EPIPE",
]);

/** Translates whatever was thrown into an outcome: a refusal as it is, anything else into one sentence with an id. */
export function outcomeOf(error: unknown, requestId: string): Refused {
  if (error instanceof Refusal) return error.toOutcome();
  const code = codeOf(error);
  const reason = code && inTheWay[code];
  if (reason) {
    log.warn({ requestId, code }, "others were in the way");
    return {
      ok: false,
      code: "unavailable",
      message: `${reason} Access did not change. Try again in a few seconds.`,
      retryAfter: 5,
    };
  }
  log.error({ requestId, code, error: describe(error) }, "unexpected failure");
  if (code && unreachable.has(code))
    return {
      ok: false,
      code: "unavailable",
      message: "The database cannot be reached at the moment. Access did not change. Try again in a minute.",
      retryAfter: 30,
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
