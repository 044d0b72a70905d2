import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { homeOf } from "@/lib/home/queries";
import { deactivateMember, reactivateMember } from "./commands";
import { endMemberSessions } from "./sessions";
import { type Company, company, type Name } from "./testing/company";

let c: Company;
beforeAll(async () => {
  c = await company();
});
afterAll(() => c.close());

const by = (who: Name, work: () => Promise<unknown>) => as(c.tokens[who], work) as Promise<{ ok: boolean }>;
const vic = () => ({ workspace: c.slug, membershipId: c.memberships.vic });

test("leaves the sessions of somebody who works elsewhere as well, though nothing opens here any more", async () => {
  const account = crypto.randomUUID();
  await c.owner`insert into accounts (id, name) values (${account}, 'Another')`;
  await c.owner`
    insert into account_administrators (account_id, id, user_id) values (${account}, ${crypto.randomUUID()}, ${c.users.vic})`;
  expect(await by("ada", () => endMemberSessions.execute(vic()))).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("works outside this workspace"),
  });
  expect((await by("ada", () => deactivateMember.execute(vic()))).ok).toBe(true);
  expect(await by("vic", () => homeOf({ workspace: c.slug }))).toMatchObject({ code: "not-found" });
  expect((await by("ada", () => reactivateMember.execute(vic()))).ok).toBe(true);
  await c.owner`update account_administrators set valid_to = clock_timestamp() where account_id = ${account}`;
});
