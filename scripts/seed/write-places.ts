import type { Resource } from "@/scripts/builders/workspace";
import type { Place } from "./company.ts";
import { known, type Stage } from "./stage.ts";

/** Writes the tree below the workspace; the description lists parents before their children. */
export async function writePlaces(stage: Stage): Promise<void> {
  const { builder, company, clock, places } = stage;
  const written = new Map<string, Resource>();
  const archivedAt = new Map<string, string>();
  for (const place of company.places) {
    const { name, kind, under, created, completed, archived } = place;
    const gone = archived === undefined ? archivedAt.get(under ?? "") : clock.at(archived, name);
    if (gone) archivedAt.set(name, gone);
    const resource = await builder.resource(kind, name, under ? known(written, under) : undefined, {
      createdAt: clock.at(created, name),
      completedAt: completed === undefined ? null : clock.at(completed, name),
      archivedAt: gone ?? null,
    });
    written.set(name, resource);
    places.set(name, { id: resource.id, name, kind });
    tellOf(stage, place, resource.id);
  }
}

/** Tells the log what became of an object. */
function tellOf({ clock, diary }: Stage, { name, kind, completed, archived, by }: Place, id: string): void {
  const common = { by: by ?? "", target: { kind, id, label: name }, resource: { id, name } };
  if (completed !== undefined)
    diary.tell({
      ...common,
      at: clock.at(completed, name),
      action: "object.completed",
      after: { grantsEnded: 1 },
    });
  if (archived !== undefined)
    diary.tell({ ...common, at: clock.at(archived, name), action: "object.archived", after: { below: 1 } });
}
