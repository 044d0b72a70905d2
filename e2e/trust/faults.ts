import fc from "fast-check";
import type { Answer } from "./asking.ts";
import { soak } from "./demo.ts";
import type { Person, Stage } from "./stage.ts";
import { grant, writeMember, writeSession } from "./tenant.ts";

/** How many malformed inputs each endpoint gets, and where the random ones begin. */
export const perEndpoint = Number(process.env.REMIT_MALFORMED ?? (soak ? 500 : 40));
export const seed = Number(process.env.REMIT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const most = 4;

const trace =
  /\bat [\w$.<>]+ \(|\bat (file|node|async|\/)|node_modules|\.next\/server|\bSQLSTATE\b|PostgresError|ZodError|Failed query/;
const sentence = /^\p{Lu}[\s\S]{5,}[.?!]$/u;
const technical =
  /Invalid (input|option|key|element)|expected .*received|Too (big|small):|\bundefined\b|\bNaN\b|Unrecognized|\bregex\b|must match/i;

/** What is wrong with an answer, whoever gave it; `messages` are what it says to the person. */
export function faultsOf({ status, body }: Answer, messages: readonly unknown[]): string[] {
  const [inside] = trace.exec(body) ?? [];
  return [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(inside ? [`tells of its inside: ${inside}`] : []),
    ...messages
      .filter((message) => typeof message !== "string" || !sentence.test(message) || technical.test(message))
      .map((message) => `says ${JSON.stringify(message)}`),
  ];
}

/** The malformed inputs of one endpoint: others for each, the same for the same seed. */
export function sampled<T>(endpoint: string, inputs: fc.Arbitrary<T>, count = perEndpoint): T[] {
  const own = [...endpoint].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return fc.sample(inputs, { numRuns: count, seed: seed + own });
}

/** Tells, shortened and a few of each, which input of an endpoint led to which fault. */
export class Complaints {
  private readonly found = new Map<string, string[]>();

  add(endpoint: string, input: unknown, faults: readonly string[]): void {
    for (const fault of faults) {
      const key = `${endpoint} ${fault}`;
      const examples = this.found.get(key) ?? [];
      if (examples.length < most) this.found.set(key, [...examples, shortened(JSON.stringify(input) ?? "")]);
    }
  }

  all(): string[] {
    return [...this.found].map(([key, examples]) => `${key} for ${examples.join(" and ")}`);
  }
}

const shortened = (text: string) => text.replaceAll(/(.{1,20}?)\1{9,}/gsu, "$1…").slice(0, 300);

/** Somebody who may do everything, and on whom nothing else depends. */
export function anAdmin({ write, home }: Stage): Promise<Person> {
  return write(async (tx) => {
    const member = await writeMember(tx, home, "Zz tries everything");
    await grant(tx, home, member, "admin");
    return { ...member, session: await writeSession(tx, member.userId) };
  });
}
