import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Message } from "../lib/mail/message.ts";
import { resend } from "../lib/mail/resend.ts";
import { type MailStandIn, type MailStandInOptions, startMailStandIn } from "./mail-stand-in.ts";

const mail: Message = {
  from: "Remit <remit@remit.example>",
  to: "greta@alderfinch.example",
  subject: "Sign in to Remit",
  html: "<p>Hello</p>",
  text: "Hello",
};
const open: MailStandIn[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function provider(options: MailStandInOptions = {}) {
  const standIn = await startMailStandIn(options);
  open.push(standIn);
  return { standIn, send: resend({ apiKey: "re_test", baseUrl: standIn.url, timeoutMs: 500 }) };
}

function post(standIn: MailStandIn, body: string, headers: Record<string, string> = {}) {
  return fetch(`${standIn.url}/emails`, {
    method: "POST",
    headers: { authorization: "Bearer re_test", ...headers },
    body,
  });
}

describe("one key", () => {
  test("with one body is taken once and answered alike", async () => {
    const { standIn, send } = await provider();
    const first = await send(mail, "key-1");
    expect(first).toEqual({ taken: true, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(await send(mail, "key-1")).toEqual(first);
    expect(standIn.messages()).toHaveLength(1);
  });

  test("with another body is refused", async () => {
    const { standIn, send } = await provider();
    await send(mail, "key-1");
    const second = await send({ ...mail, subject: "Another" }, "key-1");
    expect(second).toMatchObject({ taken: false, status: 409, name: "invalid_idempotent_request" });
    expect(standIn.messages()).toHaveLength(1);
  });

  test("in use by a request under way is refused for now", async () => {
    const { standIn, send } = await provider({ latencyMs: 100 });
    const answers = await Promise.all([send(mail, "key-1"), send(mail, "key-1")]);
    expect(answers).toContainEqual(expect.objectContaining({ taken: true }));
    expect(answers).toContainEqual(
      expect.objectContaining({ taken: false, status: 409, name: "concurrent_idempotent_requests" }),
    );
    expect(standIn.messages()).toHaveLength(1);
  });

  test("is remembered by the file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mail-"));
    try {
      const before = await provider({ file: join(folder, "mail.jsonl") });
      const first = await before.send(mail, "key-1");
      const after = await provider({ file: join(folder, "mail.jsonl") });
      expect(await after.send(mail, "key-1")).toEqual(first);
      expect(after.standIn.messages()).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("a request that is refused is not taken, one whose answer is lost is", async () => {
  const refusing = await provider({ failure: { seed: 1, refuse: 1, lose: 0 } });
  const refused = await Promise.all(Array.from({ length: 20 }, (_, n) => refusing.send(mail, `key-${n}`)));
  expect(new Set(refused.map((answer) => !answer.taken && answer.status))).toEqual(new Set([500, 429]));
  expect(refusing.standIn.messages()).toHaveLength(0);

  const losing = await provider({ failure: { seed: 1, refuse: 0, lose: 1 } });
  const lost = await Promise.all(Array.from({ length: 20 }, (_, n) => losing.send(mail, `key-${n}`)));
  expect(lost.every((answer) => !answer.taken && answer.status === null)).toBe(true);
  expect(losing.standIn.messages()).toHaveLength(20);
});

test.each([
  ["{", {}, 400, "validation_error"],
  [JSON.stringify({ ...mail, to: undefined }), {}, 422, "missing_required_field"],
  [JSON.stringify({ ...mail, html: undefined, text: undefined }), {}, 422, "missing_required_field"],
  [JSON.stringify({ ...mail, to: "nobody" }), {}, 422, "validation_error"],
  [JSON.stringify({ ...mail, subject: "a\r\nBcc: b" }), {}, 422, "validation_error"],
  [JSON.stringify(mail), { authorization: "" }, 401, "missing_api_key"],
  [JSON.stringify(mail), { authorization: "re_test" }, 403, "invalid_api_key"],
  [JSON.stringify(mail), { "idempotency-key": "k".repeat(257) }, 400, "invalid_idempotency_key"],
])("%s with %o is answered %i %s", async (body, headers, status, name) => {
  const { standIn } = await provider();
  const response = await post(standIn, body, headers);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ statusCode: status, name, message: expect.any(String) });
  expect(standIn.messages()).toHaveLength(0);
});

test("messages come newest first, by address and limit, to the loopback name only", async () => {
  const { standIn, send } = await provider();
  for (const name of ["ann", "bob", "ann-marie"]) await send({ ...mail, to: `${name}@remit.example` }, name);
  const ask = async (query: string) =>
    (await (await fetch(`${standIn.url}/messages${query}`)).json()).map(({ to }: { to: string }) => to);
  expect(await ask("")).toEqual(["ann-marie@remit.example", "bob@remit.example", "ann@remit.example"]);
  expect(await ask("?to=ANN")).toEqual(["ann-marie@remit.example", "ann@remit.example"]);
  expect(await ask("?limit=1")).toEqual(["ann-marie@remit.example"]);
  expect(standIn.messages()[0]?.headers).toMatchObject({
    "Idempotency-Key": "ann-marie",
    To: expect.any(String),
  });
});
