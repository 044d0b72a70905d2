import { accessControl, casbin, cedarWasm } from "./decide-engines";
import { type DecideSize, decideLoad, type Questions } from "./decide-load";
import { bareBitset, casl, type Decider, remit } from "./decide-peers";
import { compare, type Effort, inverse } from "./measure";
import { type Figure, type Scale, type StageResult, versionOf } from "./report";

const effort: Effort = { rounds: 9, passes: 5 };
const sizes: Record<Scale, DecideSize> = {
  small: { people: 100, actions: 200, questions: 50_000 },
  full: { people: 1000, actions: 1000, questions: 200_000 },
};

/** Engines take so long for an answer that they are asked less, of fewer people; Remit answers that `times` over. */
const engineEffort: Effort = { rounds: 5, passes: 2 };
const engineSize: DecideSize = { people: 50, actions: 200, questions: 400 };
const times = 200;
const engines = [
  { must: 50, stretch: 80 },
  { must: 150, stretch: 300 },
  { must: 500, stretch: 1000 },
];

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

function kindsOf(load: { onWorkspace: Questions; onObjects: Questions }): [string, Questions][] {
  return [
    ["decision on the workspace", load.onWorkspace],
    ["decision on an object 4 deep", load.onObjects],
  ];
}

const passOf = (questions: Questions) => (decider: Decider) => ({
  name: decider.name,
  pass: () => decider.pass(questions),
});

async function againstLibraries(size: DecideSize): Promise<Figure[]> {
  const load = decideLoad(size);
  const [subject, bare, peer] = [remit(load.people), bareBitset(load.people), casl(load.people)];
  const figures: Figure[] = [];
  for (const [what, questions] of kindsOf(load)) {
    agree([subject, bare, peer], questions);
    const pass = passOf(questions);
    const ratios = await compare(pass(subject), [pass(bare), pass(peer)], effort);
    figures.push(
      { what, against: peer.name, ratio: ratios.get(peer.name)!, bound: "at least", must: 8, stretch: 15 },
      {
        what,
        against: bare.name,
        ratio: inverse(ratios.get(bare.name)!),
        bound: "at most",
        must: 1.2,
        stretch: 0.6,
      },
    );
  }
  return figures;
}

async function againstEngines(): Promise<Figure[]> {
  const load = decideLoad(engineSize);
  const subject = remit(load.people);
  const peers = [accessControl(load.people), await casbin(load.people), cedarWasm(load.people)];
  const figures: Figure[] = [];
  for (const [what, questions] of kindsOf(load)) {
    agree([subject, ...peers], questions);
    const often = () => {
      let allowed = 0;
      for (let i = 0; i < times; i++) allowed += subject.pass(questions);
      return allowed / times;
    };
    const ratios = await compare(
      { name: subject.name, pass: often, times },
      peers.map(passOf(questions)),
      engineEffort,
    );
    peers.forEach(({ name }, i) => {
      figures.push({ what, against: name, ratio: ratios.get(name)!, bound: "at least", ...engines[i]! });
    });
  }
  return figures;
}

/** Decisions with everything about each person prepared beforehand, on the workspace and four deep in its tree. */
export async function decideStage(scale: Scale): Promise<StageResult> {
  const size = sizes[scale];
  const names = ["@casl/ability", "accesscontrol", "casbin", "@cedar-policy/cedar-wasm"];
  return {
    stage: "decide",
    load: {
      ...size,
      rounds: effort.rounds,
      questionsToEngines: engineSize.questions,
      peopleOfEngines: engineSize.people,
    },
    versions: Object.fromEntries(names.map((name) => [name, versionOf(name)])),
    figures: [...(await againstLibraries(size)), ...(await againstEngines())],
  };
}
