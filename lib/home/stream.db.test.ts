import { afterAll, beforeAll, expect, test } from "vitest";
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
  return { next, leave: () => leaving.abort() };
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
