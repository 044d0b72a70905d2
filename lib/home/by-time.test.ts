import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Lasting, watchTime } from "./by-time";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const second = 1_000_000;
const hour = 3_600 * second;

/** A watch whose loads answer one after another, the last one again and again. */
function watched(first: Lasting, ...then: (Lasting | Error)[]) {
  const load = vi.fn(async () => {
    const next = then.length > 1 ? then.shift() : then[0];
    if (next instanceof Error) throw next;
    return next ?? null;
  });
  const tell = vi.fn();
  return { load, tell, watch: watchTime(first, load, tell) };
}

test("tells a little after the instant, and once more after the next one", async () => {
  const { tell, load } = watched(10 * second, 5 * second, null);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tell).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  expect(tell).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_300);
  expect(tell).toHaveBeenCalledTimes(2);
  expect(load).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount(), "nothing more will change").toBe(0);
});

test("a change is looked at again: what ended sooner is told sooner, what was lifted is not told", async () => {
  const sooner = watched(null, 2 * second, null);
  sooner.watch.again();
  await vi.advanceTimersByTimeAsync(2_300);
  expect(sooner.tell).toHaveBeenCalledTimes(1);
  const lifted = watched(second, null);
  lifted.watch.again();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(lifted.tell).not.toHaveBeenCalled();
});

test("an instant far away is not trusted to one timer", async () => {
  const { tell, load } = watched(24 * 40 * hour, 24 * 40 * hour);
  await vi.advanceTimersByTimeAsync(13 * 3_600_000);
  expect(load).toHaveBeenCalledTimes(2);
  expect(tell).not.toHaveBeenCalled();
});

test("a database that is away is asked again later", async () => {
  const { tell, watch, load } = watched(null, new Error("away"), second, null);
  watch.again();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(load).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(tell).toHaveBeenCalledTimes(1);
});

test("an end that is known is told though looking again fails, and many changes are one look", async () => {
  const { tell, watch, load } = watched(2 * second, new Error("away"), null);
  for (let change = 0; change < 50; change += 1) watch.again();
  await vi.advanceTimersByTimeAsync(2_300);
  expect(load).toHaveBeenCalledTimes(1);
  expect(tell).toHaveBeenCalledTimes(1);
});

test("nothing is left of a watch that was stopped, asked or not", async () => {
  const { tell, watch } = watched(second, second);
  watch.again();
  watch.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(tell).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
