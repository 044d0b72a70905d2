import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inContext } from "@/db/tenant";
import { announceAccessChange } from "@/lib/doorway/freshness";
import { as } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { accessEvents } from "./stream";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Opens the stream as somebody; `next` waits for the next event of access, and is null after some seconds without one. */
async function stream(name: string) {
  const leaving = new AbortController();
  const response = await as(house.tokens[name] ?? null, () =>
    accessEvents(new Request("http://localhost:3000/events", { signal: leaving.signal }), {
      params: Promise.resolve({ workspace: house.slug }),
    }),
  );
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async (): Promise<string | null> => {
    const until = AbortSignal.timeout(4_000);
    while (!until.aborted) {
      const late = new Promise<null>((resolve) => until.addEventListener("abort", () => resolve(null)));
      const read = await Promise.race([reader?.read(), late]);
      if (!read || read.done) return null;
      if (read.value?.includes("event: access")) return read.value;
    }
    return null;
  };
  /** Whether the stream ends within some seconds, whatever else is told before. */
  const ends = async (): Promise<boolean> => {
    const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), 4_000).unref());
    for (;;) {
      const read = await Promise.race([reader?.read(), late]);
      if (read === "late") return false;
      if (read?.done) return true;
    }
  };
  return { next, ends, leave: () => leaving.abort() };
}

function viewerEndsIn(interval: string) {
  return house.owner`update grants set valid_to = clock_timestamp() + ${interval}::interval
    where workspace_id = ${house.here.workspaceId} and membership_id = ${house.here.people.Vic?.membershipId ?? null}`;
}

test("an end that comes by time alone is told, without any notice", async () => {
  await viewerEndsIn("1 second");
  const { next, leave } = await stream("Vic");
  expect(await next()).toContain("data: changed");
  expect(await next(), "only once").toBeNull();
  leave();
});

test("an end that was set while the tab is open is told when it was set, and when it comes", async () => {
  const { next, leave } = await stream("Vic");
  await viewerEndsIn("2 seconds");
  const { workspaceId } = house.here;
  const userId = house.here.people.Vic?.userId ?? "";
  await inContext({ user: userId, workspace: workspaceId }, (tx) =>
    announceAccessChange(tx, workspaceId, [userId]),
  );
  expect(await next()).toContain("data: changed");
  expect(await next()).toContain("data: changed");
  leave();
});

describe("a stream ends with what it was opened by", () => {
  const deactivate = (work: (membershipId: string) => Promise<unknown>) =>
    work(house.here.people.Ben?.membershipId ?? "");
  const announce = (userId: string) =>
    inContext({ user: userId, workspace: house.here.workspaceId }, (tx) =>
      announceAccessChange(tx, house.here.workspaceId, [userId]),
    );
  const ben = () => house.here.people.Ben?.userId ?? "";

  test("control: it goes on when access changed and the person is still in", async () => {
    const { ends, leave } = await stream("Ben");
    await announce(ben());
    expect(await ends()).toBe(false);
    leave();
  });

  test("with the membership", async () => {
    const { ends } = await stream("Ben");
    await deactivate(
      (id) => house.owner`
      update active_periods set valid_to = clock_timestamp() where membership_id = ${id}`,
    );
    await announce(ben());
    expect(await ends()).toBe(true);
    await deactivate(
      (id) => house.owner`update active_periods set valid_to = null where membership_id = ${id}`,
    );
  });

  test("with its session, whoever ends it and wherever, and with no other one", async () => {
    const [own, another] = [await stream("Dea"), await stream("Ben")];
    await house.owner`update sessions set ended_at = now() where user_id = ${house.here.people.Dea?.userId ?? ""}`;
    expect(await own.ends()).toBe(true);
    expect(await another.ends()).toBe(false);
    another.leave();
  });

  test("when its session expires", async () => {
    await house.owner`
      update sessions set expires_at = clock_timestamp() + interval '1 second' where user_id = ${ben()}`;
    const { ends } = await stream("Ben");
    expect(await ends()).toBe(true);
  });
});

test("one person has ten streams at most, and another one when one of them is left", async () => {
  const streams = await Promise.all(Array.from({ length: 10 }, () => stream("Ada")));
  await expect(stream("Ada")).rejects.toThrow("429");
  (await stream("Vic")).leave();
  streams.pop()?.leave();
  (await stream("Ada")).leave();
  for (const { leave } of streams) leave();
});
