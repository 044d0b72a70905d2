import { Refusal } from "./outcome";

const mebibyte = 1024 * 1024;
/** Deeper than anything that the standard's entities hold in their properties. */
const deepest = 32;

/**
 * Reads the body of a request as text, and gives up as soon as it is too large.
 * @param largest in bytes
 * @throws Refusal `invalid` when it is not UTF-8 or does not arrive, `too-large`
 */
export async function textOf(http: Request, largest = mebibyte): Promise<string> {
  if (Number(http.headers.get("content-length") ?? 0) > largest) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (http.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > largest) throw tooLarge();
      chunks.push(chunk);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("invalid", "The body did not arrive as UTF-8 text.");
  }
}

/**
 * The JSON object in a text.
 * @param contentType what the request says that it carries
 * @throws Refusal `invalid` when the type is another, or the text is no JSON object, is nested too deeply, or holds half a
 *   character (RFC 7493)
 */
export function objectIn(text: string, contentType: string | null): Record<string, unknown> {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new Refusal(
      "invalid",
      "Send the question as JSON, with the header Content-Type: application/json.",
    );
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal("invalid", "The body must be a JSON object.");
  examine(value, 0);
  return value as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("invalid", "The body is not JSON.");
  }
}

function examine(value: unknown, depth: number): void {
  if (depth > deepest) throw new Refusal("invalid", `The body is nested more than ${deepest} levels deep.`);
  if (typeof value === "string" && !value.isWellFormed())
    throw new Refusal("invalid", "The body holds half a character: an unpaired surrogate.");
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    examine(name, depth);
    examine(item, depth + 1);
  }
}

function tooLarge(): Refusal {
  return new Refusal("too-large", "The body is too large. Ask in several requests.");
}
