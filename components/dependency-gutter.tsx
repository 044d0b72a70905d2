/** One rule between two rows of a list, counted from 0: the first needs the second. */
export type GutterRule = { from: number; to: number; inForce: boolean };

const lane = 9;

/**
 * Threads beside a list of rows of equal height, each from the row that needs to the row that is needed, with an arrow
 * at the latter: solid where the rule is in force, dashed where the level is too low to need it.
 */
export function DependencyGutter({
  rules,
  rows,
  rowHeight,
}: {
  rules: readonly GutterRule[];
  rows: number;
  rowHeight: number;
}) {
  if (rules.length === 0) return null;
  const lanes = lanesOf(rules);
  const width = lanes.length * lane + 17;
  const drawn = rules.map((rule) => ({
    ...rule,
    ...pathOf(rule, 6 + lanes.indexOf(rule.from) * lane, width, rowHeight),
  }));
  return (
    <svg
      className="gutter"
      width={width}
      height={rows * rowHeight}
      viewBox={`0 0 ${width} ${rows * rowHeight}`}
      aria-hidden="true"
    >
      {drawn
        .toSorted((a, b) => Number(a.inForce) - Number(b.inForce))
        .map(({ from, to, inForce, d, start, end }) => (
          <g key={`${from} ${to}`} className={inForce ? "in-force" : undefined}>
            <path d={d} {...(inForce ? { pathLength: 1 } : {})} />
            <circle cx={width - 4} cy={start} r={2.6} />
            {inForce && <path className="arrow" d={`M${width - 11} ${end - 4}l5.5 4-5.5 4z`} />}
          </g>
        ))}
    </svg>
  );
}

/** The rows that need something, those that reach furthest first: threads of one row run in one lane. */
function lanesOf(rules: readonly GutterRule[]): number[] {
  const reach = new Map<number, number>();
  for (const { from, to } of rules) reach.set(from, Math.max(reach.get(from) ?? 0, Math.abs(from - to)));
  return [...reach].toSorted(([, a], [, b]) => b - a).map(([from]) => from);
}

function pathOf({ from, to }: GutterRule, x: number, width: number, rowHeight: number) {
  const middle = (row: number) => row * rowHeight + rowHeight / 2;
  const [start, end] = [middle(from), middle(to)];
  const bend = Math.min(6, Math.abs(end - start) / 2);
  const way = end < start ? -bend : bend;
  const d =
    `M${width - 4} ${start}H${x + bend}q${-bend} 0 ${-bend} ${way}` +
    `V${end - way}q0 ${way} ${bend} ${way}H${width - 11}`;
  return { d, start, end };
}
