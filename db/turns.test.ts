import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Busy, type Share, Turns } from "./turns";

/** Work that lasts until it is told to end; `begun` holds the names of what has begun, in that order. */
function stage(turns: Turns) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string, of: string, weight: Share["weight"] = "light") =>
    turns.take({ of, weight }, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await pause(0);
  };
  return { begun, begin, end };
}

describe("turns of a pool of ten connections", () => {
  test("one workspace never takes them all: another one's turn comes at once", async () => {
    const { begun, begin } = stage(new Turns(10, 5_000));
    for (let i = 0; i < 15; i += 1) void begin(`a${i}`, "a");
    await pause(0);
    expect(begun).toHaveLength(6);
    for (let i = 0; i < 2; i += 1) void begin(`b${i}`, "b");
    await pause(0);
    expect(begun.slice(6)).toEqual(["b0", "b1"]);
  });

  test("two changes and one heavy question of a workspace go on at once, and questions beside them", async () => {
    const { begun, begin } = stage(new Turns(10, 5_000));
    for (let i = 0; i < 5; i += 1) void begin(`change ${i}`, "a", "change");
    for (let i = 0; i < 5; i += 1) void begin(`heavy ${i}`, "a", "heavy");
    void begin("light", "a");
    await pause(0);
    expect(begun).toEqual(["change 0", "change 1", "heavy 0", "light"]);
  });

  test("heavy questions of many workspaces leave room for light ones", async () => {
    const { begun, begin } = stage(new Turns(10, 5_000));
    for (const of of ["a", "b", "c", "d", "e"]) void begin(`heavy of ${of}`, of, "heavy");
    void begin("light", "f");
    await pause(0);
    expect(begun).toEqual(["heavy of a", "heavy of b", "light"]);
  });

  test("who came first goes first, but for the workspace that has fewer at work", async () => {
    const { begun, begin, end } = stage(new Turns(6, 5_000));
    for (const name of ["a0", "a1", "a2", "a3"]) void begin(name, "a");
    for (const name of ["b0", "b1", "b2"]) void begin(name, "b");
    await pause(0);
    expect(begun).toEqual(["a0", "a1", "b0", "b1"]);
    void begin("c0", "c");
    await end("a0");
    expect(begun.at(-1)).toBe("c0");
    await end("b0");
    await end("a1");
    expect(begun.slice(-2)).toEqual(["a2", "a3"]);
  });

  test("whose turn does not come in time is told so, and takes nobody else's", async () => {
    const { begun, begin, end } = stage(new Turns(1, 20));
    void begin("first", "a");
    await expect(begin("late", "a")).rejects.toThrow(Busy);
    void begin("next", "a");
    await end("first");
    expect(begun).toEqual(["first", "next"]);
  });

  test("a queue that is too long is refused at once", async () => {
    const { begin } = stage(new Turns(1, 60_000));
    void begin("first", "a");
    for (let i = 0; i < 200; i += 1) void begin(`${i}`, "a").catch(() => {});
    await expect(begin("one more", "a")).rejects.toThrow(Busy);
    void begin("of another workspace", "b");
  });

  test("work that fails gives its turn back", async () => {
    const turns = new Turns(1, 1_000);
    const failing = turns.take({ of: "a", weight: "change" }, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await turns.take({ of: "a", weight: "change" }, async () => "done")).toBe("done");
  });
});
