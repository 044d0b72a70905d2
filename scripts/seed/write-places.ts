import { uuidv7 } from "uuidv7";
import { insertRows } from "./rows.ts";
import { known, type Stage } from "./stage.ts";

/** Writes the tree below the workspace; the description lists parents before their children. */
export async function writePlaces({ tx, company, clock, workspace, places }: Stage): Promise<void> {
  const paths = new Map<string, string[]>();
  const rows = company.places.map(({ name, kind, under, created }) => {
    const id = uuidv7();
    const above = under ? known(paths, under) : [workspace.id];
    const path = [...above, id];
    paths.set(name, path);
    places.set(name, { id, name, kind });
    return {
      workspace_id: workspace.id,
      id,
      kind,
      name,
      parent_id: above.at(-1),
      path,
      created_at: clock.at(created, name),
    };
  });
  await insertRows(tx, "resources", rows);
}
