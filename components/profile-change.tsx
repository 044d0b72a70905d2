import { features, type Level } from "@/lib/access/catalogue";
import { AccessProfile } from "./access-profile";
import { profileWords } from "./profile-words";
import { LevelLabel } from "./tally";
import { Icon } from "./ui/icon";

/** A profile before and after a change, with each feature whose level differs. `before` null: there was none. */
export function ProfileChange({
  before,
  after,
  afterWords,
}: {
  before: readonly Level[] | null;
  after: readonly Level[];
  /** "After saving" */
  afterWords: string;
}) {
  const changed = features.flatMap(({ name }, i) => {
    const [was, now] = [before?.[i] ?? 0, after[i] ?? 0];
    return before && was !== now ? [{ name, was, now }] : [];
  });
  return (
    <>
      <div className="fpb">
        {before && (
          <>
            <span>
              <AccessProfile levels={before} size="m" />
              <small>Now</small>
            </span>
            <Icon name="arrow-right" />
          </>
        )}
        <span>
          <AccessProfile levels={after} size="m" />
          <small>{afterWords}</small>
        </span>
        <span className="sr">
          {before && `From ${profileWords(before)} to `}
          {profileWords(after)}
        </span>
      </div>
      {changed.length > 0 && (
        <ul className="pairs">
          {changed.map(({ name, was, now }) => (
            <li key={name}>
              <span>{name}</span>
              <span className="diff">
                <span className="was">
                  <LevelLabel level={was} short />
                </span>
                <Icon name="arrow-right" className="arw" />
                <span className="sr"> becomes </span>
                <LevelLabel level={now} short />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
