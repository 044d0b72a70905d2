import { classes } from "./ui/classes";
import { Icon } from "./ui/icon";

const tints = [false, "a", "b", "c", "d"] as const;

/** The same name always gets the same tint. */
export function tintOf(name: string): (typeof tints)[number] {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return tints[sum % tints.length]!;
}

/** "Jonas Ekström" → "JE", "Brand" → "BR", "Alder & Finch" → "AF". */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = "?"] = words;
  const last = words.at(-1) ?? first;
  return (words.length > 1 ? first.slice(0, 1) + last.slice(0, 1) : first.slice(0, 2)).toUpperCase();
}

/**
 * People are round, groups are square, who is not yet a member is a dashed ring, Remit itself a square sign. Decorative:
 * the name always stands beside it.
 */
export function Avatar({
  name,
  kind = "person",
  size = "s",
}: {
  name: string;
  kind?: "person" | "group" | "pending" | "system";
  size?: "s" | "m" | "l" | "xl";
}) {
  const scale = size !== "s" && size;
  if (kind === "pending" || kind === "system") {
    return (
      <span className={classes("av", kind === "pending" ? "pending" : "g", scale)} aria-hidden="true">
        <Icon name={kind === "pending" ? "mail" : "settings"} />
      </span>
    );
  }
  return (
    <span className={classes("av", tintOf(name), scale, kind === "group" && "g")} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
