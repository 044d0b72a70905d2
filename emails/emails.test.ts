import { describe, expect, test } from "vitest";
import { htmlOf } from "@/emails/html";
import { letterOf } from "@/emails/letters";
import { type InvitationProps, type Mail, mailOf, payloads } from "@/emails/payloads";
import { plainText } from "@/emails/plain-text";

const link = "https://remit.example/invite/4f7c?a=1&b=2";
const invited: InvitationProps = {
  link,
  inviterName: "Ines Carvalho",
  inviterEmail: "ines.carvalho@alderfinch.example",
  workspaceName: "Alder & Finch",
  inviteeName: "Greta",
  roles: ["Marketing Analyst"],
  groups: ["Marketing Team DACH"],
  expiresAt: "2026-03-17T08:21:00.000Z",
  accessEndsAt: null,
  timeZone: "Europe/Berlin",
  features: [
    { text: "Create and edit segments", level: 3 },
    { text: "Workspace settings", level: 0 },
  ],
};
const samples: Mail[] = [
  {
    kind: "sign-in-link",
    payload: { link, minutes: 10, askedAt: "2026-03-16T08:21:00Z", device: "Firefox on Linux" },
  },
  { kind: "one-time-code", payload: { code: "204817", purpose: "confirm-identity", minutes: 10 } },
  { kind: "invitation", payload: invited },
  { kind: "welcome", payload: { name: "Greta", workspaceName: "Alder & Finch", link, roles: ["Viewer"] } },
  {
    kind: "role-changed",
    payload: {
      name: "Greta",
      workspaceName: "Alder & Finch",
      link,
      actorName: "Ines Carvalho",
      before: ["Viewer"],
      after: ["Editor", "Marketing Analyst"],
      gains: ["Edit Segments"],
      losses: [],
    },
  },
  {
    kind: "access-ended",
    payload: {
      name: "Greta",
      workspaceName: "Alder & Finch",
      actorName: null,
      what: "Landing pages",
      how: "ended",
      helpFrom: ["Ines Carvalho", "Karim Haddad"],
    },
  },
  {
    kind: "review-due",
    payload: {
      name: "Ines",
      workspaceName: "Alder & Finch",
      link,
      rows: [{ holder: "Dana Weiss", role: "Editor", place: "Q2 Campaign", reviewOn: "2026-03-16" }],
      more: 0,
    },
  },
  {
    kind: "team-changed",
    payload: {
      name: "Greta",
      workspaceName: "Alder & Finch",
      link,
      actorName: "Ines Carvalho",
      objectName: "Voucher AT",
      through: "Marketing Team DACH",
      before: null,
      after: "Contributor (Budget and costs: Edit)",
      endsAt: null,
      endsWith: "Voucher AT",
      timeZone: "Europe/Berlin",
    },
  },
];

test("there is a sample of every kind", () => {
  expect(samples.map(({ kind }) => kind).sort()).toEqual(Object.keys(payloads).sort());
});

describe.each(samples)("$kind", (mail) => {
  test("is drawn the same way twice, with its subject as title and no image", async () => {
    const html = await htmlOf(letterOf(mail));
    expect(html).toBe(await htmlOf(letterOf(mail)));
    expect(html).toContain(`<title>${letterOf(mail).subject.replaceAll("&", "&amp;")}</title>`);
    expect(html).not.toMatch(/<img|<script|url\(/i);
    expect(html).toContain('content="light dark"');
  });

  test("says in plain text where to go and why it came", () => {
    const text = plainText(letterOf(mail));
    if ("link" in mail.payload) expect(text.split("\n")).toContain(link);
    if ("code" in mail.payload) expect(text.split("\n")).toContain(mail.payload.code);
    expect(text).toContain("\n--\nYou get this because ");
    expect(text).not.toMatch(/undefined|\[object|null/);
  });

  test("shows hostile names as text, on one line", async () => {
    const hostile = '</title><img src=x onerror="alert(1)">\r\nBcc: eve@evil.example\u202e';
    const poisoned = JSON.parse(JSON.stringify(mail), (key, value) =>
      typeof value === "string" &&
      !["kind", "link", "code", "purpose", "askedAt", "expiresAt", "how", "reviewOn"].includes(key)
        ? hostile
        : value,
    );
    const letter = letterOf(mailOf(poisoned.kind, poisoned.payload));
    const html = await htmlOf(letter);
    expect(html).not.toMatch(/<img|onerror="/);
    expect(`${letter.subject}${html}${plainText(letter)}`).not.toMatch(/[\r\u202e]|\nBcc:/);
    expect(letter.subject).not.toContain("\n");
  });
});

test("the invitation shows who, what, until when, and each level as shape and word", async () => {
  const letter = letterOf({ kind: "invitation", payload: invited });
  const html = (await htmlOf(letter)).replaceAll("<!-- -->", "");
  expect(letter.subject).toBe("Ines Carvalho invited you to Alder & Finch");
  for (const part of [
    "Hello Greta, you will join as ",
    ">Marketing Analyst</strong> in Marketing Team DACH.",
    "Works once, until 17 March 2026, 09:21 (CET).",
    "Create and edit segments",
    ">Editor</td>",
    ">No access</td>",
    "ines.carvalho@alderfinch.example",
    'href="https://remit.example/invite/4f7c?a=1&amp;b=2"',
  ]) {
    expect(html.includes(part), part).toBe(true);
  }
  expect(html.match(/class="c3"/g)).toHaveLength(3);
  expect(html.match(/class="c0"/g)).toHaveLength(5);
});

test("an invitation without a role names the place, and says when temporary access ends", () => {
  const text = plainText(
    letterOf({
      kind: "invitation",
      payload: {
        ...invited,
        inviteeName: undefined,
        roles: [],
        groups: [],
        place: "Landing pages",
        accessEndsAt: "2026-06-30T22:00:00Z",
        timeZone: "nowhere/at-all",
      },
    }),
  );
  expect(text).toContain("You will join Alder & Finch, with a place on Landing pages.");
  expect(text).toContain("Your access ends: 30 June 2026, 22:00 (UTC)");
});

test("a change of a team says who did it, through which group, and when it ends", () => {
  const [sample] = samples.filter(({ kind }) => kind === "team-changed");
  if (sample?.kind !== "team-changed") throw new Error("no sample");
  const added = plainText(letterOf(sample));
  expect(added).toContain("Ines Carvalho added Marketing Team DACH to the team of Voucher AT.");
  expect(added).toContain("Your role there: Contributor (Budget and costs: Edit)");
  expect(added).toContain("Ends: When Voucher AT is completed");
  const changed = { ...sample.payload, through: null, before: "Viewer", endsWith: null };
  expect(plainText(letterOf({ kind: "team-changed", payload: changed }))).toContain("Before: Viewer");
  const removed = letterOf({ kind: "team-changed", payload: { ...changed, after: null } });
  expect(removed.subject).toBe("You were taken off the team of Voucher AT");
  expect(plainText(removed)).toContain("What you hold there in another way stays.");
});

test("a review names who holds what where, and many of them are counted", () => {
  const [sample] = samples.filter(({ kind }) => kind === "review-due");
  if (sample?.kind !== "review-due") throw new Error("no sample");
  const one = plainText(letterOf(sample));
  expect(one).toContain("Review Editor of Dana Weiss");
  expect(one).toContain("Dana Weiss: Editor on Q2 Campaign, review by 16 March 2026");
  const rows = [...sample.payload.rows, { ...sample.payload.rows[0], holder: "Brand", place: null }] as never;
  const many = letterOf({ kind: "review-due", payload: { ...sample.payload, rows, more: 3 } });
  expect(many.subject).toBe("5 roles to review in Alder & Finch");
  expect(plainText(many)).toContain("Brand: Editor, review by 16 March 2026");
  expect(plainText(many)).toContain("And: 3 more");
});

describe("what an outbox row may carry", () => {
  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://remit.example/",
    "/invite/4f7c",
  ])("a link like %s is refused", (bad) => {
    expect(() => mailOf("invitation", { ...invited, link: bad })).toThrow();
  });

  test("an unknown kind, a missing and a surplus field are refused", () => {
    const { roles, ...rest } = invited;
    expect(() => mailOf("newsletter", invited)).toThrow();
    expect(() => mailOf("invitation", rest)).toThrow();
    expect(() => mailOf("invitation", { ...rest, roles, token: "secret" })).toThrow();
  });
});
