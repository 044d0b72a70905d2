import { z } from "zod";
import { Refusal } from "./outcome";

const maximumDepth = 8;
export const usualCharacters = 200_000;

/** What every form of a workspace sends beside its own fields. */
export const OfWorkspace = z.looseObject({
  workspace: z.string({ error: "Say which workspace this is for." }).min(1).max(100),
});

/**
 * Parses what came in against a strict schema: fields of the framework are dropped, unknown keys are refused, and so
 * are characters that the database cannot store.
 * @throws Refusal `invalid` with a sentence per field.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  characters = usualCharacters,
): z.output<S> {
  const plain = raw instanceof FormData ? fieldsOf(raw) : raw;
  if (!isStorable(plain, 0, { characters }))
    throw new Refusal(
      "invalid",
      "What was sent cannot be read. Shorten it and leave out control characters.",
    );
  const parsed = schema.safeParse(plain, { error: inWords });
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  throw new Refusal("invalid", Object.values(fields)[0] ?? "Check what you entered.", fields);
}

/** For what a schema itself has no words for: nothing that a form of ours could send. */
function inWords(issue: { code?: string | undefined; input?: unknown }): string {
  if (issue.code === "unrecognized_keys") return "Contains a field that this form does not have.";
  if (issue.input === undefined) return "Something is missing. Reload the page and fill it in again.";
  return "This does not fit here. Reload the page and fill it in again.";
}

function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null);
  for (const [name, value] of form) {
    if (name.startsWith("$ACTION_")) continue;
    const before = fields[name];
    fields[name] =
      before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return { ...fields };
}

function isStorable(value: unknown, depth: number, left: { characters: number }): boolean {
  if (depth > maximumDepth) return false;
  if (typeof value === "string") {
    left.characters -= value.length;
    return left.characters >= 0 && !value.includes("\u0000") && value.isWellFormed();
  }
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1, left));
  if (typeof value === "object" && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    return Object.entries(value).every(
      // A schema would not see this key: it names the prototype of what is parsed.
      ([key, item]) =>
        key !== "__proto__" && isStorable(key, depth + 1, left) && isStorable(item, depth + 1, left),
    );
  }
  // A function stands for a reference of the framework, whose fields throw when they are looked at.
  return typeof value !== "function" && typeof value !== "symbol";
}
