import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import type { Ratio } from "./measure";

/**
 * What was measured and what it is held against. A ratio unless `unit` says otherwise: `at least` for "times faster",
 * `at most` for "times the time".
 */
export type Figure = {
  what: string;
  against: string;
  unit?: string;
  ratio: Ratio;
  bound: "at least" | "at most";
  /** Left out where nothing is demanded: measured for comparison. */
  must?: number;
  stretch?: number;
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

function reaches({ bound, ratio }: Figure, target: number | undefined): boolean {
  if (target === undefined) return true;
  return bound === "at least" ? ratio.median >= target : ratio.median <= target;
}

/** The figures whose "must" is missed. */
export function missed(results: readonly StageResult[]): Figure[] {
  return results.flatMap(({ figures }) => figures).filter((figure) => !reaches(figure, figure.must));
}

const digits = (value: number) => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

export function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function row(figure: Figure): string {
  const { what, against, ratio, bound, must, stretch } = figure;
  const unit = figure.unit ?? (bound === "at least" ? "× faster" : "× its time");
  const measured = `**${digits(ratio.median)}${unit}** (${digits(ratio.low)}–${digits(ratio.high)})`;
  if (must === undefined) return `| ${what} | ${against} | ${measured} | | for comparison |`;
  const sign = bound === "at least" ? "≥" : "≤";
  const verdict = reaches(figure, stretch) ? "stretch reached" : reaches(figure, must) ? "reached" : "missed";
  return `| ${what} | ${against} | ${measured} | ${sign} ${must} / ${sign} ${stretch} | ${verdict} |`;
}

/** The table for people: ratios, but for what has a unit; median and range over the rounds. */
export function markdown(results: readonly StageResult[]): string {
  return [
    "| what | against | measured (range) | must / stretch | result |",
    "|---|---|---|---|---|",
    ...results.flatMap(({ figures }) => figures.map(row)),
  ].join("\n");
}

/** Everything needed to judge or repeat the run, for machines. */
export function writeJson(file: string, scale: Scale, results: readonly StageResult[]): void {
  const machine = {
    node: process.version,
    cores: cpus().length,
    model: cpus()[0]?.model ?? "unknown",
    /** What else ran: processes that were running or waiting, on average over the last 5 minutes. */
    load: loadavg()[1],
  };
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
