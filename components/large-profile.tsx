import type { CSSProperties } from "react";
import { type FeatureId, features, type Level, levelNames } from "@/lib/access/catalogue";
import { profileWords } from "./profile-words";

/** What a level falls to, and when, in words: `{ to: 2, on: "27 Mar" }`. */
export type Fall = { to: Level; on: string };

/**
 * The profile in full: ten bars on five steps. The part of a level that ends is hatched. On phones it lies down.
 * @param props.levels ten levels in the catalogue's order
 * @param props.falls features whose level will fall
 * @param props.endsWith what the hatching means: "Ends on 27 March with Campaign Manager"
 */
export function LargeProfile({
  levels,
  falls = {},
  endsWith = "Ends",
}: {
  levels: readonly Level[];
  falls?: Partial<Record<FeatureId, Fall>>;
  endsWith?: string;
}) {
  const ending = Object.keys(falls).length > 0;
  return (
    <>
      <p className="sr">{profileWords(levels)}</p>
      <div className="profile">
        <div className="axis" aria-hidden="true">
          {([1, 2, 3, 4] as const).map((level) => (
            <span key={level} style={{ "--at": level } as CSSProperties}>
              {levelNames[level]}
            </span>
          ))}
        </div>
        <ol className="bars">
          {features.map(({ id, name }, index) => (
            <Bar key={id} name={name} level={levels[index] ?? 0} fall={falls[id]} />
          ))}
        </ol>
      </div>
      <div className="profile-key" aria-hidden="true">
        <span>
          <i />
          {ending ? "Stays" : "Held"}
        </span>
        {ending && (
          <span>
            <i className="goes" />
            {endsWith}
          </span>
        )}
        <span>
          <i className="none" />
          No access
        </span>
      </div>
    </>
  );
}

function Bar({ name, level, fall }: { name: string; level: Level; fall?: Fall }) {
  const keep = fall ? Math.min(fall.to, level) : level;
  const words = fall ? `, ${levelNames[fall.to]} after ${fall.on}` : "";
  return (
    <li className={`l${level}`} style={{ "--now": level, "--keep": keep } as CSSProperties}>
      <span className="bar-of" role="img" aria-label={`${name}: ${levelNames[level]}${words}`}>
        {level === 0 ? (
          <i className="none" />
        ) : (
          <>
            {keep > 0 && <i className="keep" />}
            {keep < level && <i className="goes" />}
          </>
        )}
      </span>
      <span className="name" aria-hidden="true">
        {name}
      </span>
    </li>
  );
}
