import { allCounted } from "@/lib/words/counts";

/** What a note on the level is told from. `above`: names from the campaign down; counts of what lies below. */
export type ObjectPlace = {
  kind: "campaign" | "project" | "action";
  name: string;
  above: readonly string[];
  projects: number;
  actions: number;
};

/** On which level somebody is added, and how much lies below it: above, here, below, as a thread and in words. */
export function LevelNote({ place, who }: { place: ObjectPlace; who: string }) {
  const { kind, name, above, projects, actions } = place;
  const below = allCounted([projects, "project"], [actions, "action"]);
  const parent = above.at(-1);
  return (
    <div className="level-note">
      <ol className="thread" aria-label="Level">
        {parent && <li className="sq">{parent}</li>}
        <li className="sq tip">
          <b>{name}</b>
        </li>
        {below && <li className="sq">{below}</li>}
      </ol>
      <p>
        You add {who} <b>on the {kind}</b>.{" "}
        {below
          ? `It holds for the ${below} below too`
          : "Nothing lies below it yet, and what comes there is included"}
        {parent ? `; not for the rest of ${parent}.` : "."}
        {parent && ` Whoever is new sees the name ${parent}, nothing more of it.`}
      </p>
    </div>
  );
}
