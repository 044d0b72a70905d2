import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Ratio } from "./measure";

/** A measured ratio and what it is held against: `at least` for "times faster", `at most` for "times the time". */
export type Figure = {
  what: string;
  against: string;
  ratio: Ratio;
  bound: "at least" | "at most";
  must: number;
  stretch: number;
};

/** What one stage measured: the load in words and numbers, the versions of the peers, the figures. */
export type StageResult = {
  stage: string;
  load: Record<string, number | string>;
  versions: Record<string, string>;
  figures: Figure[];
};

export type Scale = "small" | "full";
export type Stage = (scale: Scale) => Promise<StageResult>;

function reaches({ bound, ratio }: Figure, target: number): boolean {
  return bound === "at least" ? ratio.median >= target : ratio.median <= target;
}

/** The figures whose "must" is missed. */
export function missed(results: readonly StageResult[]): Figure[] {
  return results.flatMap(({ figures }) => figures).filter((figure) => !reaches(figure, figure.must));
}

const digits = (value: number) => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

function row(figure: Figure): string {
  const { what, against, ratio, bound, must, stretch } = figure;
  const unit = bound === "at least" ? "× faster" : "× its time";
  const sign = bound === "at least" ? "≥" : "≤";
  const verdict = reaches(figure, stretch) ? "stretch reached" : reaches(figure, must) ? "reached" : "missed";
  const measured = `**${digits(ratio.median)}${unit}** (${digits(ratio.low)}–${digits(ratio.high)})`;
  return `| ${what} | ${against} | ${measured} | ${sign} ${must} / ${sign} ${stretch} | ${verdict} |`;
}

/** The table for people: ratios only, median and range over the rounds. */
export function markdown(results: readonly StageResult[]): string {
  return [
    "| what | against | measured (range) | must / stretch | |",
    "|---|---|---|---|---|",
    ...results.flatMap(({ figures }) => figures.map(row)),
  ].join("\n");
}

/** Everything needed to judge or repeat the run, for machines. */
export function writeJson(file: string, scale: Scale, results: readonly StageResult[]): void {
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? "unknown" };
  writeFileSync(file, `${JSON.stringify({ scale, machine, results }, null, 2)}\n`);
}

const block = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;

/** Replaces what is between the two bench marks of a README. @returns whether there was such a place. */
export function writeReadme(file: string, table: string): boolean {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (!block.test(text)) return false;
  writeFileSync(
    file,
    text.replace(block, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`),
  );
  return true;
}
