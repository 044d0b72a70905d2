import { uuidv7 } from "uuidv7";
import type { Place } from "./company.ts";
import { insertRows } from "./rows.ts";
import { known, type Stage } from "./stage.ts";

/** Writes the tree below the workspace; the description lists parents before their children. */
export async function writePlaces(stage: Stage): Promise<void> {
  const { tx, company, clock, workspace, places } = stage;
  const paths = new Map<string, string[]>();
  const archivedAt = new Map<string, string>();
  const rows = company.places.map((place) => {
    const { name, kind, under, created, completed, archived } = place;
    const id = uuidv7();
    const above = under ? known(paths, under) : [workspace.id];
    const path = [...above, id];
    paths.set(name, path);
    places.set(name, { id, name, kind });
    const gone = archived === undefined ? archivedAt.get(under ?? "") : clock.at(archived, name);
    if (gone) archivedAt.set(name, gone);
    tellOf(stage, place, id);
    return {
      workspace_id: workspace.id,
      id,
      kind,
      name,
      parent_id: above.at(-1),
      path,
      created_at: clock.at(created, name),
      completed_at: completed === undefined ? null : clock.at(completed, name),
      archived_at: gone ?? null,
    };
  });
  await insertRows(tx, "resources", rows);
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
