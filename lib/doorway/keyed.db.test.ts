import { sql } from "drizzle-orm";
import type { RateLimiterMemory } from "rate-limiter-flexible";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inContext } from "@/db/tenant";
import {
  type AskedHouse,
  idsIn,
  openAskedHouse,
  segments,
  vic,
  view,
} from "@/lib/decisions/testing/asked-house";
import { ask } from "@/lib/decisions/testing/asking";
import { writeKey } from "@/lib/keys/testing/written-key";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let asked: AskedHouse;

beforeAll(async () => {
  asked = await openAskedHouse();
});
afterAll(() => asked.house.close());

describe("the key", () => {
  const question = { subject: vic, action: view, resource: segments };
  const write = (options: Parameters<typeof writeKey>[2], of = asked.house.here, by = "Ada") =>
    writeKey(
      asked.house.owner,
      { workspaceId: of.workspaceId, createdBy: of.people[by]?.userId ?? "" },
      options,
    );

  test("without one it is 401, and says how to show one", async () => {
    for (const authorization of [
      "",
      "Basic YWRhOmFkYQ==",
      "Bearer",
      "Bearer x",
      asked.secret,
      `Token ${asked.secret}`,
    ]) {
      const { status, headers, body } = await ask("evaluation", null, question, { authorization });
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer realm="remit"/);
      expect(body).toMatchObject({ error: "unauthenticated" });
    }
  });

  test("an unknown, a revoked and an expired one are refused alike, at the next request", async () => {
    const revoked = await write({});
    expect((await ask("evaluation", revoked.secret, question)).status).toBe(200);
    await asked.house.owner`update api_keys set revoked_at = now() where id = ${revoked.id}`;
    const expired = await write({ state: "expired" });
    const unknown = `remit_${"A".repeat(43)}`;
    const told = new Set<string>();
    for (const one of [revoked.secret, expired.secret, unknown]) {
      const { status, headers, body } = await ask("evaluation", one, question);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toBe('Bearer realm="remit", error="invalid_token"');
      told.add(String(body.message));
    }
    expect(told.size).toBe(1);
  });

  test("one that was not made for decisions is 403", async () => {
    const { secret: other } = await write({ scopes: [] });
    for (const endpoint of [
      "evaluation",
      "evaluations",
      "search/subject",
      "search/resource",
      "search/action",
    ] as const)
      expect((await ask(endpoint, other, question)).status).toBe(403);
  });

  test("of another workspace it knows nobody and nothing here, and finds nobody of here", async () => {
    const { secret: theirs } = await write({}, asked.house.there, "Zoe");
    expect((await ask("evaluation", theirs, question)).body).toMatchObject({
      context: { reason: "unknown_subject" },
    });
    const search = { subject: { type: "user" }, action: view, resource: segments };
    expect(idsIn((await ask("search/subject", theirs, search)).body)).toEqual([
      asked.house.there.people.Zoe?.userId,
    ]);
  });

  test("is refused, with the reason, from the request after its owner is deactivated", async () => {
    const { secret: made } = await write({}, asked.house.here, "Dea");
    expect((await ask("evaluation", made, question)).body).toMatchObject({ decision: true });
    const { workspaceId, people } = asked.house.here;
    await asked.house.owner`
      update active_periods set valid_to = clock_timestamp() where membership_id = ${people.Dea?.membershipId ?? ""}`;
    await asked.house
      .owner`update workspaces set access_version = access_version + 1 where id = ${workspaceId}`;
    const { status, headers, body } = await ask("evaluation", made, question);
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toBe('Bearer realm="remit", error="invalid_token"');
    expect(body.message).toContain("its owner is no longer active here");
    expect((await asked.post("evaluation", question)).status, "another owner's").toBe(200);
  });

  test("notes when it was used, at most once a minute", async () => {
    const { id, secret: fresh } = await write({});
    const used = async () => {
      const [row] = await asked.house.owner<{ at: string | null }[]>`
        select last_used_at::text as at from api_keys where id = ${id}`;
      return row?.at ?? null;
    };
    expect(await used()).toBeNull();
    await ask("evaluation", fresh, question);
    const first = await used();
    expect(first).not.toBeNull();
    await ask("evaluation", fresh, question);
    expect(await used()).toBe(first);
    await asked.house.owner`update api_keys set last_used_at = now() - interval '2 minutes' where id = ${id}`;
    const earlier = await used();
    await ask("evaluation", fresh, question);
    expect(await used()).not.toBe(earlier);
  });

  test("that asks too much at once is told to wait", async () => {
    const greedy = await write({});
    expect((await ask("evaluation", greedy.secret, question)).status).toBe(200);
    const { remitKeyLimiter } = globalThis as { remitKeyLimiter?: RateLimiterMemory };
    await remitKeyLimiter?.penalty(greedy.id, 9_990);
    const evaluations = Array.from({ length: 100 }, () => ({}));
    const refused = await ask("evaluations", greedy.secret, { evaluations });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await asked.post("evaluation", question)).status, "another key").toBe(200);
  });

  test("cannot be read by anybody but its own workspace and whoever shows it", async () => {
    const seen = async (context: Parameters<typeof inContext>[0]) =>
      (await inContext(context, (tx) => tx.execute(sql`select 1 from api_keys`))).length;
    expect(await seen({})).toBe(0);
    expect(await seen({ workspace: asked.house.there.workspaceId })).toBe(1);
  });
});
