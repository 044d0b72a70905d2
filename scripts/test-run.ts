import { giveUp, Refusal } from "./refusal.ts";
import { add, type Counts, none } from "./test-counts.ts";
import { type Stage, soak, stages } from "./test-stages.ts";

type Result = { name: string; counts: Counts; seconds: number };

/** Runs the stages named, or all; tells what each gave and took, and as the last line `N passed, N failed`. */
export async function runTests(names: string[]): Promise<void> {
  const startedAt = Date.now();
  const stages = chosen(names);
  const prepared = new Map(stages.map((stage) => [stage, settled(stage.prepare?.())]));
  const running = new Map<string, Promise<Result>>();
  for (const stage of stages) {
    const earlier = await Promise.all((stage.after ?? []).flatMap((name) => running.get(name) ?? []));
    const result = resultOf(stage, earlier, prepared.get(stage));
    running.set(stage.name, result);
    if (!stage.meanwhile) await result;
  }
  const results = await Promise.all(running.values());

  const total = results.map(({ counts }) => counts).reduce(add, none);
  const width = Math.max(...results.map(({ name }) => name.length), "together".length);
  const line = (name: string, seconds: number, told: string) =>
    console.log(`${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${told}`);
  console.log("");
  for (const { name, counts, seconds } of results) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    line(name, seconds, `${counts.passed} passed, ${counts.failed} failed${skipped}`);
  }
  line("together", (Date.now() - startedAt) / 1000, "some of it at the same time");
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

async function resultOf(
  stage: Stage,
  earlier: Result[],
  prepared: Promise<() => void> | undefined,
): Promise<Result> {
  console.log(`\n── ${stage.name}`);
  const startedAt = Date.now();
  const result = (counts: Counts) => ({
    name: stage.name,
    counts,
    seconds: (Date.now() - startedAt) / 1000,
  });
  const broken = earlier.find(({ counts }) => counts.failed > 0);
  if (broken) {
    console.error(`${stage.name} cannot run: ${broken.name} failed.`);
    return result({ ...none, failed: 1 });
  }
  try {
    (await prepared)?.();
    return result(await stage.run());
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    return result({ ...none, failed: 1 });
  }
}

/** Waits for work without failing by it: what it came to is told, or thrown, when asked for. */
function settled(work: Promise<void> | undefined): Promise<() => void> {
  return Promise.allSettled([work]).then(([outcome]) => () => {
    if (outcome.status === "rejected") throw outcome.reason;
  });
}

function chosen(names: string[]): Stage[] {
  const known = [...stages, soak];
  const unknown = names.filter((name) => !known.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    giveUp(
      new Refusal(
        `No stage is called ${unknown.join(", ")}: there are ${known.map(({ name }) => name).join(", ")}.`,
      ),
    );
  }
  return names.length > 0 ? known.filter(({ name }) => names.includes(name)) : stages;
}
