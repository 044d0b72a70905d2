import { describe, expect, test, vi } from "vitest";
import type { Mail } from "@/emails/payloads";
import { type Due, deliver, verdictOn } from "@/lib/mail/deliver";
import type { Message, Send } from "@/lib/mail/message";

const from = "Remit <remit@remit.example>";
const link = "https://remit.example/x";
const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse("2026-03-16T08:21:00Z");

const signIn: Mail = {
  kind: "sign-in-link",
  payload: { link, minutes: 10, askedAt: "2026-03-16T08:21:00Z", device: "Firefox" },
};
const joinCode: Mail = {
  kind: "one-time-code",
  payload: { code: "204817", purpose: "accept-invitation", minutes: 10 },
};
const proofCode: Mail = {
  kind: "one-time-code",
  payload: { code: "204817", purpose: "confirm-identity", minutes: 10 },
};
const invited: Mail = {
  kind: "invitation",
  payload: {
    link,
    inviterName: "Ines",
    inviterEmail: "ines@remit.example",
    workspaceName: "Alder",
    roles: ["Viewer"],
    groups: [],
    expiresAt: "2026-03-17T08:21:00Z",
    accessEndsAt: null,
    timeZone: "UTC",
    features: [],
  },
};
const welcomed: Mail = {
  kind: "welcome",
  payload: { name: "Greta", workspaceName: "Alder", link, roles: [] },
};

function due(mail: Mail, circumstances: Partial<Due> = {}): Due {
  return {
    ...mail,
    id: "0195a8a4-0000-7000-8000-000000000001",
    recipient: "greta@remit.example",
    createdAt: now,
    now,
    attempts: 1,
    recipientIsActive: true,
    ...circumstances,
  };
}

async function delivered(row: Due) {
  const send = vi.fn<Send>(async () => ({ taken: true, id: "provider-1" }));
  return { verdict: await deliver(row, from, send), calls: send.mock.calls };
}

test("a row is sent under its own id, the same bytes each time", async () => {
  const first = await delivered(due(invited));
  const second = await delivered(due(invited, { attempts: 2, now: now + minute }));
  expect(first.verdict).toEqual({ outcome: "sent", providerId: "provider-1" });
  const [message, key] = first.calls[0] as [Message, string];
  expect(key).toBe(due(invited).id);
  expect(message).toMatchObject({ from, to: "greta@remit.example", subject: "Ines invited you to Alder" });
  expect(second.calls).toEqual(first.calls);
});

describe("unknown and disabled recipients", () => {
  test.each([
    ["sign-in link", signIn, false],
    ["code to confirm an identity", proofCode, false],
    ["code to accept an invitation", joinCode, true],
    ["invitation", invited, true],
  ])("get a %s: %s %s", async (_name, mail, expected) => {
    const { verdict, calls } = await delivered(due(mail, { recipientIsActive: false }));
    expect(verdict.outcome).toBe(expected ? "sent" : "drop");
    expect(calls).toHaveLength(expected ? 1 : 0);
  });
});

describe("mail that came to be pointless", () => {
  test.each([
    ["a sign-in link", signIn, 10 * minute],
    ["a code", joinCode, 10 * minute],
    ["an invitation", invited, 24 * hour],
  ])("%s is sent until it ends and dropped from then on", async (_name, mail, life) => {
    expect((await delivered(due(mail, { now: now + life - 1 }))).verdict.outcome).toBe("sent");
    const late = await delivered(due(mail, { now: now + life }));
    expect(late.verdict).toEqual({ outcome: "drop", reason: "expired before it was sent" });
    expect(late.calls).toHaveLength(0);
  });

  test("is anything attempted before, once the provider may have forgotten its key", async () => {
    const late = { now: now + 23 * hour };
    expect((await delivered(due(welcomed, { ...late, attempts: 1 }))).verdict.outcome).toBe("sent");
    expect((await delivered(due(welcomed, { ...late, attempts: 2 }))).verdict.outcome).toBe("drop");
  });
});

test("a row that cannot be drawn is dropped, and the reason holds no value of it", async () => {
  const { verdict, calls } = await delivered(
    due({ ...signIn, payload: { ...signIn.payload, link: "secret" } }),
  );
  expect(verdict).toEqual({ outcome: "drop", reason: "malformed: link" });
  expect(calls).toHaveLength(0);
  expect((await delivered({ ...due(signIn), kind: "newsletter" })).verdict.outcome).toBe("drop");
});

test.each([
  [null, "application_error", "retry"],
  [500, "application_error", "retry"],
  [503, "application_error", "retry"],
  [429, "rate_limit_exceeded", "retry"],
  [429, "daily_quota_exceeded", "retry"],
  [409, "concurrent_idempotent_requests", "retry"],
  [401, "missing_api_key", "retry"],
  [403, "invalid_api_key", "retry"],
  [403, "validation_error", "retry"],
  [404, "not_found", "retry"],
  [409, "invalid_idempotent_request", "sent"],
  [400, "validation_error", "drop"],
  [422, "validation_error", "drop"],
  [422, "missing_required_field", "drop"],
])("an answer of %s %s means %s", (status, name, outcome) => {
  expect(verdictOn({ taken: false, status, name, retryAfterMs: null }).outcome).toBe(outcome);
});

test("the provider's own wait is handed on", () => {
  const answer = { taken: false as const, status: 429, name: "rate_limit_exceeded", retryAfterMs: 7_000 };
  expect(verdictOn(answer)).toEqual({
    outcome: "retry",
    reason: "rate_limit_exceeded (429)",
    afterMs: 7_000,
  });
});
