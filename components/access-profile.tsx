import type { Level } from "@/lib/access/catalogue";
import { profileWords } from "./profile-words";
import { classes } from "./ui/classes";
import { Icon } from "./ui/icon";

const heights = [1.5, 4.5, 7.5, 10.5, 14];

function bar(index: number, level: Level): string {
  const height = heights[level]!;
  const radius = level === 0 ? 0.5 : 0.8;
  const x = index * 4;
  return (
    `M${x + radius} ${14 - height}h${3 - 2 * radius}q${radius} 0 ${radius} ${radius}` +
    `v${height - 2 * radius}q0 ${radius}-${radius} ${radius}h-${3 - 2 * radius}` +
    `q-${radius} 0-${radius}-${radius}v-${height - 2 * radius}q0-${radius} ${radius}-${radius}z`
  );
}

/**
 * A silhouette of what a role or a person may do: ten bars, one per feature, always in the catalogue's order.
 * @param props.standalone it stands without a name beside it, so screen readers get the summary
 */
export function AccessProfile({
  levels,
  size = "s",
  standalone = false,
}: {
  levels: readonly Level[];
  size?: "s" | "m" | "l";
  standalone?: boolean;
}) {
  const paths = ([0, 1, 2, 3, 4] as const)
    .map((level) => ({
      level,
      d: levels.map((one, index) => (one === level ? bar(index, level) : "")).join(""),
    }))
    .filter(({ d }) => d);
  return (
    <svg
      className={classes("fp", size !== "s" && size)}
      viewBox={`0 0 ${levels.length * 4 - 1} 14`}
      role={standalone ? "img" : undefined}
      aria-label={standalone ? `Access profile: ${profileWords(levels)}` : undefined}
      aria-hidden={standalone ? undefined : true}
    >
      {paths.map(({ level, d }) => (
        <path key={level} className={`l${level}`} d={d} />
      ))}
    </svg>
  );
}

/** A profile before and after, for effect lines and audit events. */
export function ProfileChange({ before, after }: { before: readonly Level[]; after: readonly Level[] }) {
  return (
    <span className="before-after">
      <AccessProfile levels={before} />
      <Icon name="arrow-right" />
      <AccessProfile levels={after} />
      <span className="sr">
        From {profileWords(before)} to {profileWords(after)}
      </span>
    </span>
  );
}
