import { type Level, levelNames } from "@/lib/access/catalogue";
import { agreeing } from "@/lib/words/counts";

/** "Editor on 4 features, Operator on 1, Viewer on 4", strongest first; "No access" when there is nothing. */
export function profileWords(levels: readonly Level[]): string {
  const counts = ([4, 3, 2, 1] as const)
    .map((level) => ({ level, count: levels.filter((one) => one === level).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return levelNames[0];
  return counts
    .map(({ level, count }, i) => {
      const unit = i > 0 ? "" : agreeing(count, " feature", " features");
      return `${levelNames[level]} on ${count}${unit}`;
    })
    .join(", ");
}
