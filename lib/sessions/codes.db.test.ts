import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { as, letProofAge, signedIn } from "@/lib/doorway/testing/as";
import { personOf } from "@/lib/identity/session";
import { confirmCode, requestCode } from "./commands";
import { type People, people } from "./testing/people";

let p: People;
let count = 0;
beforeAll(async () => {
  p = await people();
});
beforeEach(() => p.owner`delete from rate_limits`);
afterAll(() => p.close());

async function stale() {
  const email = `dana${++count}@north.example`;
  const userId = await p.user(email);
  const token = await signedIn(userId);
  await letProofAge(userId);
  return { email, userId, token };
}
const ask = (token: string) => as(token, () => requestCode.execute({}));
const type = (token: string, code: string) => as(token, () => confirmCode.execute({ code }));
const codeOf = async (email: string) => (await p.mailed("one-time-code", email)).code;
const isFresh = async (token: string) => (await personOf(token))?.proofIsFresh;
const other = (code: string) => (code === "000000" ? "000001" : "000000");

test("a proof is fresh for 15 minutes, and a mailed code renews it, once", async () => {
  const { email, userId, token } = await stale();
  expect(await isFresh(token)).toBe(false);
  expect(await ask(token)).toMatchObject({ ok: true, value: { email, until: expect.stringMatching(/Z$/) } });
  const code = await codeOf(email);
  expect(await type(token, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ ok: true, value: {} });
  expect(await isFresh(token)).toBe(true);
  await p.owner`update sessions set proved_at = now() - interval '14 minutes 50 seconds' where user_id = ${userId}`;
  expect(await isFresh(token)).toBe(true);
  await p.owner`update sessions set proved_at = now() - interval '15 minutes' where user_id = ${userId}`;
  expect(await isFresh(token)).toBe(false);
  expect(await type(token, code)).toMatchObject({ code: "invalid" });
  expect(await isFresh(token)).toBe(false);
});

test("five tries, then not even the right code works", async () => {
  const { email, token } = await stale();
  await ask(token);
  const code = await codeOf(email);
  const answers = [];
  for (let tries = 0; tries < 5; tries += 1) answers.push(await type(token, other(code)));
  expect(answers.map((answer) => !answer.ok && answer.message)).toEqual([
    "That is not the code. 4 more tries.",
    "That is not the code. 3 more tries.",
    "That is not the code. 2 more tries.",
    "That is not the code. 1 more try.",
    "That was the last try. Ask for a new code.",
  ]);
  expect(await type(token, code)).toMatchObject({ code: "invalid" });
  expect(await isFresh(token)).toBe(false);
});

test("tries at the same moment are counted one by one", async () => {
  const { email, token } = await stale();
  await ask(token);
  const code = await codeOf(email);
  await Promise.all(Array.from({ length: 12 }, () => type(token, other(code))));
  const [row] = await p.owner`select attempts from one_time_codes where email = ${email}`;
  expect(row?.attempts).toBe(5);
});

test("a code ends after ten minutes, and when another one is asked for", async () => {
  const { email, token } = await stale();
  await ask(token);
  const first = await codeOf(email);
  await p.owner`update one_time_codes set expires_at = clock_timestamp() where email = ${email}`;
  expect(await type(token, first)).toMatchObject({ code: "invalid" });
  await ask(token);
  const second = await codeOf(email);
  await ask(token);
  const third = await codeOf(email);
  if (second !== third) expect(await type(token, second)).toMatchObject({ code: "invalid" });
  expect((await type(token, third)).ok).toBe(true);
});

test("a code belongs to the session that asked", async () => {
  const { email, userId, token } = await stale();
  const elsewhere = await signedIn(userId);
  await letProofAge(userId);
  await ask(token);
  expect(await type(elsewhere, await codeOf(email))).toMatchObject({ code: "invalid" });
  expect(await isFresh(elsewhere)).toBe(false);
});

test("what is stored of a code is keyed: the digits cannot be looked up from it", async () => {
  const { email, token } = await stale();
  await ask(token);
  const code = await codeOf(email);
  const [row] = await p.owner`select id, code_hash from one_time_codes where email = ${email}`;
  const plain = [code, `${row?.id}:${code}`].map((text) => createHash("sha256").update(text).digest("hex"));
  expect(row?.code_hash).toMatch(/^[0-9a-f]{64}$/);
  expect(plain).not.toContain(row?.code_hash);
});

test("codes are limited per person, and nobody asks for one without a session", async () => {
  const { token } = await stale();
  for (let asked = 0; asked < 5; asked += 1) expect((await ask(token)).ok).toBe(true);
  expect(await ask(token)).toMatchObject({ code: "rate-limited" });
  expect(await as(null, () => requestCode.execute({}))).toMatchObject({ code: "unauthenticated" });
});
