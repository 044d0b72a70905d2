import { runRemit } from "../../scripts/running-remit.ts";
import { type Served, served } from "../served.ts";

const readyWithinMs = 180_000;

/** Where the pages of a served demo lie, with its databases; `stop` ends it if it was started for this test file. */
export type Demo = Served & { stop(): Promise<void> };

/** The demo that the test run serves, or one of this file's own when the file is run alone. */
export async function demo(): Promise<Demo> {
  if (process.env.REMIT_E2E_URL) return { ...served(), stop: async () => {} };
  const running = await runRemit(readyWithinMs);
  Object.assign(process.env, { REMIT_E2E_URL: running.url, REMIT_E2E_DATA_DIR: running.dataFolder });
  const stop = async () => {
    delete process.env.REMIT_E2E_URL;
    await running.stop();
  };
  return { ...served(), stop };
}

/** Whether the long runs are asked for, and how many milliseconds a test may then take. */
export const soak = process.env.REMIT_SOAK === "1";
export const timeout = soak ? 3_600_000 : 300_000;

/** Does the work for all items, a few at a time. */
export async function abreast<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
