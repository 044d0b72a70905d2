import { describe, expect, test } from "vitest";
import { type Environment, modeOf, settingNames, settingsOf } from "./settings.ts";

const all: Environment = {
  DATABASE_URL: "postgres://owner:p%40ss@db.example.com:5432/remit",
  REMIT_APP_DATABASE_URL: "postgresql://app:secret@db.example.com/remit",
  REMIT_WORKER_DATABASE_URL: "postgres://worker:secret@db.example.com/remit?sslmode=require",
  RESEND_API_KEY: "re_123456789",
  REMIT_FROM: "Remit <remit@example.com>",
  REMIT_URL: "https://remit.example.com",
  REMIT_SECRET: "q7J2mZ0xWc9TnB4vLk8RyD5sHf1GpA3e",
};

function complaint(changes: Environment): string {
  try {
    modeOf({ ...all, ...changes });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("these settings were accepted");
}

test("none set is the demo, and empty values count as none", () => {
  expect(modeOf({})).toEqual({ kind: "demo" });
  expect(modeOf({ DATABASE_URL: "", REMIT_SECRET: " ", PATH: "/bin" })).toEqual({ kind: "demo" });
});

test("all set is production", () => {
  expect(modeOf(all)).toEqual({
    kind: "production",
    ownerDatabaseUrl: all.DATABASE_URL,
    settings: {
      appDatabaseUrl: all.REMIT_APP_DATABASE_URL,
      workerDatabaseUrl: all.REMIT_WORKER_DATABASE_URL,
      resendApiKey: all.RESEND_API_KEY,
      resendBaseUrl: undefined,
      from: all.REMIT_FROM,
      url: "https://remit.example.com",
      secret: all.REMIT_SECRET,
      demo: false,
      trustedProxies: [],
    },
  });
});

test("production cannot be turned into the demo by REMIT_DEMO", () => {
  const mode = modeOf({ ...all, REMIT_DEMO: "1" });
  expect(mode.kind === "production" && mode.settings.demo).toBe(false);
});

describe("a missing setting", () => {
  test.each(settingNames)("%s is named", (name) => {
    const sentence = complaint({ [name]: "" });
    expect(sentence).toMatch(
      new RegExp(`^${name} is not set: set all of .* or none of them for the demo\\.$`),
    );
  });

  test("several are named in one sentence", () => {
    expect(complaint({ REMIT_URL: undefined, REMIT_FROM: undefined })).toMatch(
      /^REMIT_FROM and REMIT_URL are not set: /,
    );
  });
});

describe("a bad setting is named, with what to do", () => {
  test.each([
    ["DATABASE_URL", "mysql://owner:x@host/remit", "postgres://user:password@host:5432/database"],
    ["DATABASE_URL", "db.example.com", "postgres://user:password@host:5432/database"],
    ["REMIT_APP_DATABASE_URL", "postgres://db.example.com/remit", "postgres://user:password@host"],
    ["REMIT_WORKER_DATABASE_URL", "postgres://worker:x@db.example.com", "postgres://user:password@host"],
    ["RESEND_API_KEY", "sk_live_1", "begins with re_"],
    ["REMIT_FROM", "Remit", "remit@example.com"],
    ["REMIT_FROM", "Remit\r\nBcc: all@example.com <remit@example.com>", "remit@example.com"],
    ["REMIT_URL", "remit.example.com", "an origin such as https://"],
    ["REMIT_URL", "https://remit.example.com/app", "without a path"],
    ["REMIT_URL", "ftp://remit.example.com", "an origin such as https://"],
    ["REMIT_URL", "http://remit.example.com", "must begin with https://"],
    ["REMIT_SECRET", "short", "at least 32 characters"],
    ["REMIT_SECRET", "a".repeat(40), "too easy to guess"],
    ["RESEND_BASE_URL", "nowhere", "must be a URL"],
  ])("%s=%s", (name, value, told) => {
    const sentence = complaint({ [name]: value });
    expect(sentence).toMatch(new RegExp(`^${name} `));
    expect(sentence).toContain(told);
    expect(sentence.split("\n")).toHaveLength(1);
  });

  test("each bad one gets one sentence", () => {
    const sentences = complaint({ REMIT_URL: "nowhere", REMIT_SECRET: "short" }).split("\n");
    expect(sentences.map((sentence) => sentence.split(" ")[0])).toEqual(["REMIT_URL", "REMIT_SECRET"]);
  });

  test("no value is repeated: it may be a secret", () => {
    expect(complaint({ REMIT_SECRET: "hunter2-hunter2" })).not.toContain("hunter2");
    expect(complaint({ RESEND_API_KEY: "my-own-key" })).not.toContain("my-own-key");
  });
});

test("localhost may go without https", () => {
  expect(settingsOf({ ...all, REMIT_URL: "http://localhost:3000/" }).url).toBe("http://localhost:3000");
});

test.each([
  ["REMIT_APP_DATABASE_URL", "DATABASE_URL"],
  ["REMIT_WORKER_DATABASE_URL", "DATABASE_URL"],
  ["REMIT_WORKER_DATABASE_URL", "REMIT_APP_DATABASE_URL"],
])("%s may not share its user with %s", (one, other) => {
  expect(complaint({ [one]: all[other] })).toContain("a database user of their own");
});

test("a process of the demo knows that it is one", () => {
  const demo = settingsOf({ ...all, REMIT_DEMO: "1", RESEND_BASE_URL: "http://127.0.0.1:4100" });
  expect(demo).toMatchObject({ demo: true, resendBaseUrl: "http://127.0.0.1:4100" });
});

test("the proxies that are believed are addresses and networks", () => {
  const proxies = (text: string) => settingsOf({ ...all, REMIT_TRUSTED_PROXIES: text }).trustedProxies;
  expect(proxies("10.0.0.7, 10.1.0.0/16,2001:db8::/32")).toEqual([
    "10.0.0.7",
    "10.1.0.0/16",
    "2001:db8::/32",
  ]);
  for (const bad of ["proxy.example.com", "10.0.0", "10.0.0.7;10.0.0.8", "*"])
    expect(complaint({ REMIT_TRUSTED_PROXIES: bad }), bad).toContain(
      "REMIT_TRUSTED_PROXIES must be addresses",
    );
});
