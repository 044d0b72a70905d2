import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

async function servedAt(url: string, demo = "") {
  vi.stubEnv("REMIT_URL", url);
  vi.stubEnv("REMIT_DEMO", demo);
  vi.resetModules();
  const [{ ownOrigin }, { isSameOrigin }] = await Promise.all([import("./host"), import("./request")]);
  return { ownOrigin, isSameOrigin };
}

describe("which Host is ours", () => {
  test("in production the one of the site, however it is written", async () => {
    const { ownOrigin } = await servedAt("https://remit.example.com");
    for (const host of ["remit.example.com", "REMIT.example.com", "remit.example.com:443"])
      expect(ownOrigin(host), host).toBe("https://remit.example.com");
    for (const host of [
      null,
      "",
      "evil.example",
      "localhost",
      "127.0.0.1:3000",
      "remit.example.com:8443",
      "remit.example.com.evil.example",
      "evil.example@remit.example.com",
      "remit.example.com/",
      "remit.example.com#",
      "remit.example.com, evil.example",
    ])
      expect(ownOrigin(host), String(host)).toBeNull();
  });

  test("in the demo loopback names, and no name that merely leads to loopback", async () => {
    const { ownOrigin } = await servedAt("http://localhost:3000", "1");
    for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "localhost:8080"])
      expect(ownOrigin(host), host).toBe(`http://${host}`);
    for (const host of ["evil.example:3000", "localhost.evil.example:3000", "127.0.0.1.nip.io:3000"])
      expect(ownOrigin(host), host).toBeNull();
  });
});

describe("which origin is ours", () => {
  const from = (origin: string | null, host: string, fetchSite: string | null = "same-origin") => ({
    origin,
    host,
    fetchSite,
  });

  test("http and https are told apart, and a foreign Host does not make its own origin ours", async () => {
    const { isSameOrigin } = await servedAt("https://remit.example.com");
    const host = "remit.example.com";
    expect(isSameOrigin(from("https://remit.example.com", host))).toBe(true);
    expect(isSameOrigin(from("https://remit.example.com", host, null))).toBe(true);
    expect(isSameOrigin(from("http://remit.example.com", host))).toBe(false);
    expect(isSameOrigin(from("https://evil.example", "evil.example"))).toBe(false);
    expect(isSameOrigin(from("null", host))).toBe(false);
    expect(isSameOrigin(from(null, host))).toBe(false);
    expect(isSameOrigin(from("https://remit.example.com", host, "cross-site"))).toBe(false);
  });

  test("in the demo the origin is that of the name that was asked for", async () => {
    const { isSameOrigin } = await servedAt("http://localhost:3000", "1");
    expect(isSameOrigin(from("http://127.0.0.1:3000", "127.0.0.1:3000"))).toBe(true);
    expect(isSameOrigin(from("http://localhost:3000", "127.0.0.1:3000"))).toBe(false);
    expect(isSameOrigin(from("https://localhost:3000", "localhost:3000"))).toBe(false);
  });
});
