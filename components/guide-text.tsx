import { type Level, levelNames } from "@/lib/access/catalogue";
import { guideTo } from "./plain-words";
import { Tally } from "./tally";

/** What a profile lets a person do: a tally, a sentence, the level's name. */
export function GuideList({ levels }: { levels: readonly Level[] }) {
  return (
    <ul className="can">
      {guideTo(levels).map(({ text, level }) => (
        <li key={text}>
          <Tally level={level} />
          <span>{text}</span>
          <small>{levelNames[level]}</small>
        </li>
      ))}
    </ul>
  );
}
