import type { Below } from "@/lib/resources/queries";
import { allCounted } from "@/lib/words/counts";

/** "3 projects and 9 actions"; empty where nothing lies below. */
export function belowInWords({ projects, actions }: Below): string {
  return allCounted([projects, "project"], [actions, "action"]);
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
