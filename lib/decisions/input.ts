import { z } from "zod";

// What the OpenID AuthZEN Authorization API 1.0 calls the information model. Schemas leave out what they do not name:
// "receivers MUST ignore unknown fields present in request or response bodies".

const says = (what: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? "is missing" : `must be ${what}`;
const text = z.string({ error: says("a string") });
const object = { error: says("an object") };
const Free = z.record(z.string(), z.unknown(), object).optional();

export const Subject = z.object({ type: text, id: text, properties: Free }, object);
export const Action = z.object({ name: text, properties: Free }, object);
export const Resource = z.object({ type: text, id: text, properties: Free }, object);
export type Subject = z.output<typeof Subject>;
export type Action = z.output<typeof Action>;
export type Resource = z.output<typeof Resource>;

export const Evaluation = z.object({ subject: Subject, action: Action, resource: Resource, context: Free });
export type Evaluation = z.output<typeof Evaluation>;

const semantics = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;
export type Semantic = (typeof semantics)[number];
const mostEvaluations = 1000;

/** Several evaluations with defaults for all; each item is read by itself, since a bad one spoils no other. */
export const Evaluations = z.object({
  subject: Subject.optional(),
  action: Action.optional(),
  resource: Resource.optional(),
  context: Free,
  evaluations: z
    .array(z.unknown(), { error: says("an array") })
    .max(mostEvaluations, `holds more than ${mostEvaluations} evaluations`)
    .optional(),
  options: z
    .object(
      {
        evaluations_semantic: z
          .enum(semantics, { error: says(`one of ${semantics.join(", ")}`) })
          .default("execute_all"),
      },
      object,
    )
    .optional(),
});
export type Evaluations = z.output<typeof Evaluations>;

const Page = z
  .object(
    {
      token: text.optional(),
      limit: z
        .int({ error: says("an integer") })
        .nonnegative("must not be negative")
        .optional(),
      properties: Free,
    },
    object,
  )
  .optional();

/** What is searched for has a type; an id that it may carry is ignored. */
const Searched = z.object({ type: text, properties: Free }, object);

export const SubjectSearch = z.object({
  subject: Searched,
  action: Action,
  resource: Resource,
  context: Free,
  page: Page,
});
export const ResourceSearch = z.object({
  subject: Subject,
  action: Action,
  resource: Searched,
  context: Free,
  page: Page,
});
export const ActionSearch = z.object({ subject: Subject, resource: Resource, context: Free, page: Page });
export type PageAsked = z.output<typeof Page>;
