import type { Below } from "@/lib/resources/queries";

/** "3 projects and 9 actions"; empty where nothing lies below. */
export function belowInWords({ projects, actions }: Below): string {
  return [counted(projects, "project"), counted(actions, "action")].filter(Boolean).join(" and ");
}

function counted(number: number, thing: string): string {
  return number === 0 ? "" : `${number} ${thing}${number === 1 ? "" : "s"}`;
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
