const numbers = new Intl.NumberFormat("en-GB");
const plurals = new Intl.PluralRules("en-GB");
const lists = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** "2,500" */
export function numberWords(count: number): string {
  return numbers.format(count);
}

/** The word that goes with a number of things: `agreeing(2, "is", "are")` */
export function agreeing<Word extends string>(count: number, one: Word, many: Word): Word {
  return plurals.select(count) === "one" ? one : many;
}

/** "1 member", "2,500 members", "3 people" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)} ${agreeing(count, one, many)}`;
}

/** "999", "1,000+": what is counted only so far. */
export function numberUpTo(most: number, count: number): string {
  return count >= most ? `${numberWords(most)}+` : numberWords(count);
}

/** "Editor", "Editor and Viewer", "Editor, Viewer and Steward" */
export function listed(names: readonly string[]): string {
  return lists.format(names);
}

/** The first names, and how many more there are: "Editor, Viewer and 4 others"; one more is named instead of counted. */
export function listedUpTo(most: number, names: readonly string[], one = "other", many = `${one}s`): string {
  const hidden = names.length - most;
  return hidden > 1 ? listed([...names.slice(0, most), counted(hidden, one, many)]) : listed(names);
}

/** "2 people and 1 group"; what there is none of is left out. */
export function allCounted(
  ...parts: readonly (readonly [count: number, one: string, many?: string])[]
): string {
  return listed(parts.filter(([count]) => count > 0).map((part) => counted(...part)));
}
