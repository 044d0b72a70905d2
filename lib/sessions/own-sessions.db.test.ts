import { afterAll, beforeAll, expect, test } from "vitest";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { personOf } from "@/lib/identity/session";
import { endOtherSessions, endSession, signOut } from "./commands";
import { ownSessions } from "./queries";
import { type People, people } from "./testing/people";

let p: People;
let dana: string;
let eve: string;
beforeAll(async () => {
  p = await people();
  dana = await p.user("dana@north.example");
  eve = await p.user("eve@north.example", "Eve");
});
afterAll(() => p.close());

const sessionsOf = async (token: string) => (await as(token, () => ownSessions())) ?? [];

test("a person sees their own sessions and nobody else's, and which one is at hand", async () => {
  const [here, there] = [await signedIn(dana), await signedIn(dana)];
  await signedIn(eve);
  const seen = await sessionsOf(here);
  expect(seen).toHaveLength(2);
  expect(seen.filter(({ current }) => current)).toHaveLength(1);
  expect(seen[0]).toMatchObject({ device: "Firefox on Linux", startedAt: expect.stringMatching(/T.*Z$/) });
  expect(await as(null, () => ownSessions())).toBeNull();
  expect((await sessionsOf(there)).map(({ id }) => id).sort()).toEqual(seen.map(({ id }) => id).sort());
});

test("ending a session ends it at the next request; another person's is not there", async () => {
  const [here, there, foreign] = [await signedIn(dana), await signedIn(dana), await signedIn(eve)];
  const other = (await sessionsOf(there)).find(({ current }) => current)?.id;
  const theirs = (await sessionsOf(foreign)).find(({ current }) => current)?.id;
  const end = (sessionId: string | undefined) => as(here, () => endSession.execute({ sessionId }));
  expect(await end(theirs)).toMatchObject({ code: "not-found" });
  expect(await personOf(foreign)).not.toBeNull();
  expect(await end(other)).toEqual({ ok: true, value: { current: false } });
  expect(await personOf(there)).toBeNull();
  expect(await end(other)).toMatchObject({ code: "not-found" });
});

test("ending all others leaves the one at hand, and other people's", async () => {
  const [here, there, foreign] = [await signedIn(dana), await signedIn(dana), await signedIn(eve)];
  expect((await as(here, () => endOtherSessions.execute({}))).ok).toBe(true);
  expect(await sessionsOf(here)).toMatchObject([{ current: true }]);
  expect(await personOf(there)).toBeNull();
  expect(await personOf(foreign)).not.toBeNull();
});

test("signing out ends the session in the database, and a session ends by itself after 12 hours", async () => {
  const [here, there] = [await signedIn(dana), await signedIn(dana)];
  expect((await as(here, () => signOut.execute({}))).ok).toBe(true);
  expect(await personOf(here)).toBeNull();
  expect(await personOf(there)).not.toBeNull();
  await p.owner`update sessions set expires_at = now() where user_id = ${dana}`;
  expect(await personOf(there)).toBeNull();
});
