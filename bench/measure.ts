/**
 * One way of doing the same work. `pass` does all of it, `times` over (once unless said, for work too short to time),
 * and gives back a number that proves it was done once.
 */
export type Variant = { name: string; pass: () => number | Promise<number>; times?: number };

/** A peer's time divided by the subject's: median and range over the rounds. Or what is measured in a unit. */
export type Ratio = { median: number; low: number; high: number };

/** `passes`: the best of so many counts in a round, as what else the machine does can only make a pass slower. */
export type Effort = { rounds: number; passes: number };

/** Nanoseconds that the work takes. */
async function timeOf(variant: Variant, passes: number, expected: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    const start = process.hrtime.bigint();
    const result = await variant.pass();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
    if (result !== expected) throw new Error(`${variant.name} answered ${result} instead of ${expected}`);
  }
  return best / (variant.times ?? 1);
}

export function summary(ratios: readonly number[]): Ratio {
  const sorted = [...ratios].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1]!, low: sorted[0]!, high: sorted.at(-1)! };
}

/**
 * Times `subject` against each peer side by side: in every round all variants run, each round beginning with
 * another one, and ratios are taken within the round. Two rounds to warm up are not counted.
 * @returns for each peer, by its name, its time divided by the subject's.
 */
export async function compare(
  subject: Variant,
  peers: readonly Variant[],
  { rounds, passes }: Effort,
): Promise<Map<string, Ratio>> {
  const variants = [subject, ...peers];
  const expected = await subject.pass();
  const times = new Map(variants.map(({ name }) => [name, [] as number[]]));
  for (let round = -2; round < rounds; round++) {
    for (let turn = 0; turn < variants.length; turn++) {
      const variant = variants[(round + 2 + turn) % variants.length]!;
      const time = await timeOf(variant, passes, expected);
      if (round >= 0) times.get(variant.name)!.push(time);
    }
  }
  const base = times.get(subject.name)!;
  return new Map(
    peers.map(({ name }) => [name, summary(times.get(name)!.map((time, round) => time / base[round]!))]),
  );
}

/** A peer's ratio turned round: the subject's time divided by the peer's. */
export function inverse({ median, low, high }: Ratio): Ratio {
  return { median: 1 / median, low: 1 / high, high: 1 / low };
}
