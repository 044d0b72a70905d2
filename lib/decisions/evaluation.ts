import "server-only";
import { keyed } from "@/lib/doorway/keyed";
import { Refusal } from "@/lib/doorway/outcome";
import { answerTo, type DecisionResponse } from "./answer";
import { Evaluation, Evaluations, type Semantic } from "./input";
import { type World, worldOf } from "./world";

/** Access Evaluation API: one question, one decision. */
export const evaluation = keyed({
  name: "decisions.evaluation",
  scope: "decision:read",
  input: Evaluation,
  respond: async (scope, question) =>
    answerTo(await worldOf(scope, [question.subject], [question.resource]), question),
});

/** So many evaluations of one request cost as much as one request alone. */
const evaluationsPerPoint = 10;

/** Access Evaluations API: many questions in one request, decided in their order at one instant. */
export const evaluations = keyed({
  name: "decisions.evaluations",
  scope: "decision:read",
  input: Evaluations,
  cost: ({ evaluations = [] }) => Math.max(1, Math.ceil(evaluations.length / evaluationsPerPoint)),
  respond: async (scope, { evaluations = [], options, ...defaults }) => {
    const items = evaluations.length === 0 ? [defaults] : evaluations;
    const questions = items.map((item) => questionIn(defaults, item));
    const asked = questions.filter((one) => typeof one !== "string");
    const world = await worldOf(
      scope,
      asked.map(({ subject }) => subject),
      asked.map(({ resource }) => resource),
    );
    if (evaluations.length > 0)
      return { evaluations: await answersTo(world, questions, options?.evaluations_semantic) };
    const [only] = questions;
    if (only === undefined || typeof only === "string") throw new Refusal("invalid", String(only));
    return answerTo(world, only);
  },
});

/** An item with the defaults for what it leaves out, or what is wrong with it. */
function questionIn(defaults: object, item: unknown): Evaluation | string {
  if (typeof item !== "object" || item === null || Array.isArray(item))
    return "An evaluation must be an object.";
  const parsed = Evaluation.safeParse({ ...defaults, ...item });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `The field ${issue?.path.join(".")} ${issue?.message}.`;
}

const stopsAt: Record<Semantic, boolean | null> = {
  execute_all: null,
  deny_on_first_deny: false,
  permit_on_first_permit: true,
};

/** The answers in the order of the questions, up to the one at which the semantic stops; what is wrong is a denial. */
async function answersTo(
  world: World,
  questions: readonly (Evaluation | string)[],
  semantic: Semantic = "execute_all",
): Promise<DecisionResponse[]> {
  const answers: DecisionResponse[] = [];
  for (const question of questions) {
    const answer =
      typeof question === "string"
        ? { decision: false, context: { error: { status: 400, message: question } } }
        : await answerTo(world, question);
    answers.push(answer);
    if (answer.decision === stopsAt[semantic]) break;
  }
  return answers;
}
