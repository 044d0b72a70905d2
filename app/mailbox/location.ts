export const views = { html: "Message", text: "Plain text", headers: "Headers" } as const;
export type View = keyof typeof views;

/** What the mailbox shows, as its URL says it. */
export type Location = { to: string; id: string | null; view: View };

export function locationOf(search: Record<string, string | string[] | undefined>): Location {
  const one = (name: string) => [search[name]].flat()[0] ?? "";
  const view = one("view");
  return {
    to: one("to"),
    id: one("id") || null,
    view: view === "text" || view === "headers" ? view : "html",
  };
}

export function hrefOf({ to, id, view }: Location): string {
  const query = new URLSearchParams();
  if (to) query.set("to", to);
  if (id) query.set("id", id);
  if (id && view !== "html") query.set("view", view);
  return query.size > 0 ? `/mailbox?${query}` : "/mailbox";
}
