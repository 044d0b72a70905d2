import { counted, listed } from "@/lib/words/counts";

/** "Ines Carvalho and Tomasz Zieliński", "Ines Carvalho and 3 others"; an account administrator when nobody else can. */
export function giversInWords({ names, more }: { names: readonly string[]; more: number }): string {
  if (names.length === 0) return "An account administrator";
  const others = more === 0 ? [] : [counted(more, "other")];
  return listed([...names, ...others]);
}
