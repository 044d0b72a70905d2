import { readFileSync } from "node:fs";
import { type DecideSize, decideLoad, type Questions } from "./decide-load";
import { bareBitset, casl, type Decider, remit } from "./decide-peers";
import { compare, type Ratio } from "./measure";
import type { Figure, Scale, StageResult } from "./report";

const rounds = 9;
const sizes: Record<Scale, DecideSize> = {
  small: { people: 100, actions: 200, questions: 50_000 },
  full: { people: 1000, actions: 1000, questions: 200_000 },
};

function agree(deciders: readonly Decider[], { who, permission, resource }: Questions): void {
  for (let i = 0; i < who.length; i++) {
    const answers = deciders.map((decider) => decider.can(who[i]!, permission[i]!, resource[i]!));
    if (answers.some((answer) => answer !== answers[0])) {
      throw new Error(
        `Not the same answer to question ${i}: ${permission[i]} on ${resource[i]!.path.join("/")}`,
      );
    }
  }
}

function inverse({ median, low, high }: Ratio): Ratio {
  return { median: 1 / median, low: 1 / high, high: 1 / low };
}

function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Decisions with everything about each person prepared beforehand, on the workspace and four deep in its tree. */
export async function decideStage(scale: Scale): Promise<StageResult> {
  const size = sizes[scale];
  const load = decideLoad(size);
  const [subject, bare, peer] = [remit(load.people), bareBitset(load.people), casl(load.people)];
  const kinds: [string, Questions][] = [
    ["decision on the workspace", load.onWorkspace],
    ["decision on an object 4 deep", load.onObjects],
  ];
  const figures = kinds.flatMap(([what, questions]): Figure[] => {
    agree([subject, bare, peer], questions);
    const [one, ...others] = [subject, bare, peer].map(({ name, pass }) => ({
      name,
      pass: () => pass(questions),
    }));
    const ratios = compare(one!, others, rounds);
    return [
      { what, against: peer.name, ratio: ratios.get(peer.name)!, bound: "at least", must: 8, stretch: 15 },
      {
        what,
        against: bare.name,
        ratio: inverse(ratios.get(bare.name)!),
        bound: "at most",
        must: 1.2,
        stretch: 0.6,
      },
    ];
  });
  return {
    stage: "decide",
    load: { ...size, rounds },
    versions: { [peer.name]: versionOf(peer.name) },
    figures,
  };
}
