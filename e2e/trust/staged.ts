import { afterAll, beforeAll } from "vitest";
import { addressOf, type Outcome, outcomeIn, post } from "./asking.ts";
import { type Demo, demo } from "./demo.ts";
import { type Endpoint, endpointsOf, type ServerAction } from "./endpoints.ts";
import { newKey, type Person, type Stage, writeStage } from "./stage.ts";

// What the tests of a file have that imports this, from the first to the last: it asks for its hooks by importing.

export let remit: Demo;
export let stage: Stage;
/** Everything that the build serves. */
export let endpoints: Endpoint[];
export let actions: ServerAction[];

beforeAll(async () => {
  remit = await demo();
  stage = await writeStage(remit.databases.owner);
  endpoints = endpointsOf();
  actions = endpoints.filter((endpoint) => endpoint.kind === "action");
}, 200_000);

afterAll(async () => {
  await stage?.close();
  await remit?.stop();
});

/** Somebody carries out an action of the home workspace, by its name; null when it was not carried out. */
export async function act(
  name: string,
  input: Record<string, unknown>,
  { session }: Pick<Person, "session">,
): Promise<Outcome | null> {
  const { slug: workspace, seen } = stage.home;
  const action = actions.find(({ path }) => path.endsWith(`#${name}`));
  const params = { workspace, membershipId: seen.membershipId };
  const place = { id: action?.id ?? "", path: addressOf(action?.pages[0] ?? "/page", params) };
  const sent = { workspace, idempotencyKey: newKey(), ...input };
  return outcomeIn(await post(remit.url, place, JSON.stringify([sent]), { token: session.token }));
}
