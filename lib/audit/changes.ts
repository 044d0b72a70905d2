import { isPermission, labelOf } from "@/lib/access/catalogue";
import { capitalised } from "./registry";

/** One field of an event before and after; null: it was not there. */
export type Change = { field: string; was: string | null; now: string | null };

type Values = Record<string, unknown> | null;

/** What an event changed, field by field, in words; fields that stayed the same, and those of `except`, are left out. */
export function changesOf(before: Values, after: Values, except: readonly string[] = []): Change[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .filter((name) => !except.includes(name))
    .map((name) => ({
      field: fieldName(name),
      was: before && name in before ? inWords(before[name]) : null,
      now: after && name in after ? inWords(after[name]) : null,
    }))
    .filter(({ was, now }) => was !== now);
}

/** `accessEndsAt` → "Access ends at". */
function fieldName(name: string): string {
  return capitalised(
    name
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replaceAll(/[-_]/g, " ")
      .toLowerCase(),
  );
}

function inWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "None";
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (typeof value === "string") return isPermission(value) ? labelOf(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? "None" : value.map(inWords).join(", ");
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "None";
  return entries.map(([name, one]) => `${fieldName(name)}: ${inWords(one)}`).join(", ");
}
