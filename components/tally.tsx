import { type Level, levelNames } from "@/lib/access/catalogue";

const at = [0, 4.5, 9, 13.5];
const tall = (x: number) => `M${x + 0.7} 0h1.6q.7 0 .7.7v10.6q0 .7-.7.7h-1.6q-.7 0-.7-.7v-10.6q0-.7.7-.7z`;
const tick = (x: number) => `M${x + 0.5} 9.5h2q.5 0 .5.5v1.5q0 .5-.5.5h-2q-.5 0-.5-.5v-1.5q0-.5.5-.5z`;
const drawn = levelNames.map((_, level) => ({
  tall: at.slice(0, level).map(tall).join(""),
  ticks: at.slice(level).map(tick).join(""),
}));

/** One level as a shape: the filled bars are tall, the empty ones are ticks. The word stands beside it. */
export function Tally({ level }: { level: Level }) {
  const { tall, ticks } = drawn[level]!;
  return (
    <svg className={`tally l${level}`} viewBox="0 0 17 12" aria-hidden="true">
      {tall && <path d={tall} />}
      {ticks && <path d={ticks} opacity={level === 0 ? 0.9 : 0.45} />}
    </svg>
  );
}

/** `short`: inside a before and after pair "None" may stand for No access. */
export function LevelLabel({ level, short = false }: { level: Level; short?: boolean }) {
  return (
    <span className={`lvl l${level}`}>
      <Tally level={level} />
      {short && level === 0 ? "None" : levelNames[level]}
    </span>
  );
}
