import { giveUp, Refusal } from "./refusal.ts";
import { add, type Counts, none } from "./test-counts.ts";
import { type Stage, soak, stages } from "./test-stages.ts";

type Result = { name: string; counts: Counts; seconds: number };

/** Runs the stages named, or all; prints what each gave, and as the last line `N passed, N failed`. */
export async function runTests(names: string[]): Promise<void> {
  const results: Result[] = [];
  for (const stage of chosen(names)) results.push(await result(stage, results));

  const total = results.map(({ counts }) => counts).reduce(add, none);
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log("");
  for (const { name, counts, seconds } of results) {
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
    const told = `${counts.passed} passed, ${counts.failed} failed${skipped}`;
    console.log(`${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${told}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

async function result(stage: Stage, earlier: Result[]): Promise<Result> {
  console.log(`\n── ${stage.name}`);
  const startedAt = Date.now();
  const since = () => (Date.now() - startedAt) / 1000;
  const broken = earlier.find(({ name, counts }) => stage.after?.includes(name) && counts.failed > 0);
  if (broken) {
    console.error(`${stage.name} cannot run: ${broken.name} failed.`);
    return { name: stage.name, counts: { ...none, failed: 1 }, seconds: since() };
  }
  try {
    return { name: stage.name, counts: await stage.run(), seconds: since() };
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    return { name: stage.name, counts: { ...none, failed: 1 }, seconds: since() };
  }
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
