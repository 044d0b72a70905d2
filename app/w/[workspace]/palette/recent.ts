/** A choice that was made in the palette, kept to be offered again. */
export type Recent = {
  id: string;
  text: string;
  note?: string;
  icon: "person" | "page" | "place";
  href: string;
};

const most = 5;

/** Kept for this tab, and for one person in one workspace: the next one at the screen is told nothing. */
function keyOf(workspace: string, person: string): string {
  return `remit.recent ${workspace} ${person}`;
}

export function recentOf(workspace: string, person: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(workspace, person)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
}

export function remember(workspace: string, person: string, choice: Recent): void {
  const others = recentOf(workspace, person).filter(({ id }) => id !== choice.id);
  try {
    sessionStorage.setItem(keyOf(workspace, person), JSON.stringify([choice, ...others].slice(0, most)));
  } catch {
    // a browser that keeps nothing offers nothing again
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false;
  const { id, text, href } = value as Partial<Recent>;
  return (
    typeof id === "string" && typeof text === "string" && typeof href === "string" && href.startsWith("/w/")
  );
}
