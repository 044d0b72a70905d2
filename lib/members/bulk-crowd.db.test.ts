import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { deactivateMany, makeRoleOfMany } from "./commands";
import { mostChanged, mostSelected } from "./input";
import { membersMatching } from "./queries";
import { type Company, company } from "./testing/company";
import { writeCrowd } from "./testing/crowd";

let c: Company;
beforeAll(async () => {
  c = await company();
  const { viewer = "", contributor = "" } = c.roles;
  await drizzle(c.owner).transaction((tx) =>
    writeCrowd(tx, c.workspaceId, [viewer, contributor], mostSelected + 600),
  );
  await c.owner`analyze memberships, users, active_periods, grants`;
}, 60_000);
afterAll(() => c.close());

const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now();
  const value = await as(c.tokens.ada, work);
  console.log(`${what}: ${(performance.now() - began).toFixed()} ms`);
  return value;
};
const matching = async (asked: object = {}) => {
  const outcome = await timed("who fits", () =>
    membersMatching({ workspace: c.slug, ...(asked as { q: string }) }),
  );
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
};

test("all who fit a filter are found, up to as many as can be selected", async () => {
  const all = await matching();
  expect([all.membershipIds.length, all.more]).toEqual([mostSelected, true]);
  const some = await matching({ q: "Björn Adler" });
  expect(some.more).toBe(false);
  expect(some.membershipIds.length).toBeGreaterThan(0);
  expect((await matching({ q: "nobody of that name" })).membershipIds).toEqual([]);
});

test("thousands are previewed at once, and 500 changed in a call that holds the lock shortly", async () => {
  const { membershipIds } = await matching();
  const preview = await timed("preview of 5,000", () =>
    makeRoleOfMany.preview({ workspace: c.slug, membershipIds, roleId: c.roles.editor as string }),
  );
  if (!preview.ok) throw new Error(preview.message);
  expect(preview.value.due + preview.value.left.length).toBe(mostSelected);
  const part = membershipIds.slice(0, mostChanged);
  const began = performance.now();
  const made = await timed("a role for 500", () =>
    makeRoleOfMany.execute({ workspace: c.slug, membershipIds: part, roleId: c.roles.editor }),
  );
  expect(performance.now() - began).toBeLessThan(5_000);
  if (!made.ok) throw new Error(made.message);
  expect(made.value.rows.filter(({ result }) => result === "change").length).toBeGreaterThan(490);
  const left = await timed("deactivating 500", () =>
    deactivateMany.execute({ workspace: c.slug, membershipIds: part }),
  );
  expect(left).toMatchObject({ ok: true });
}, 120_000);
