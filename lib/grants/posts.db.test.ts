import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { inContext } from "@/db/tenant";
import { type Company, company, type Name } from "@/lib/members/testing/company";
import { endGrants, giveGrant } from "./commands";
import { postsLeft, postsOf } from "./posts";

let c: Company;
const written: string[] = [];
beforeAll(async () => {
  c = await company();
});
afterEach(async () => {
  await c.owner`update grants set valid_to = valid_from where id = any(${written}::uuid[])`;
  await c.owner`update active_periods set valid_to = null where membership_id = ${c.memberships.oda}`;
  await c.owner`update group_memberships set valid_to = null where group_id = ${c.groupId}`;
});
afterAll(() => c.close());

type Tx = Parameters<Parameters<typeof inContext>[1]>[0];
const here = <T>(work: (tx: Tx) => Promise<T>) => inContext({ workspace: c.workspaceId }, work);

const giveOwner = (to: { membershipId: string } | { groupId: string }) =>
  here(async (tx) => {
    const id = await giveGrant(tx, c.workspaceId, {
      principal: to,
      roleId: c.roles.owner as string,
      resourceId: c.productId,
      source: "direct",
      grantedBy: null,
    });
    written.push(id);
  });

const deactivate = (name: Name) =>
  c.owner`update active_periods set valid_to = clock_timestamp() where membership_id = ${c.memberships[name]}`;

/** What a change leaves without an Owner or a Steward. */
async function leftBy(tx: Tx, change: () => Promise<unknown>): Promise<string[]> {
  const before = await postsOf(tx, c.workspaceId);
  await change();
  return postsLeft(before, await postsOf(tx, c.workspaceId));
}

/** What would be left without, when Oda’s own grants end; taken back. */
async function withoutOda(): Promise<string[]> {
  let left: string[] = [];
  await here(async (tx) => {
    left = await leftBy(tx, () =>
      endGrants(tx, c.workspaceId, null, sql`membership_id = ${c.memberships.oda}`),
    );
    throw new Error("taken back");
  }).catch(() => {});
  return left;
}

it("names the product that loses its only Owner", async () => {
  expect(await withoutOda()).toEqual(["This leaves Loyalty without an Owner."]);
});

it("lets go where another active one holds the role, directly or through a group", async () => {
  await giveOwner({ membershipId: c.memberships.vic });
  expect(await withoutOda()).toEqual([]);
  await c.owner`update grants set valid_to = valid_from where membership_id = ${c.memberships.vic} and resource_id = ${c.productId}`;
  expect(await withoutOda()).toHaveLength(1);
  await giveOwner({ groupId: c.groupId });
  expect(await withoutOda()).toEqual([]);
  await c.owner`update group_memberships set valid_to = valid_from where group_id = ${c.groupId}`;
  expect(await withoutOda(), "nobody is in the group").toHaveLength(1);
});

it("does not count whoever is deactivated", async () => {
  await giveOwner({ membershipId: c.memberships.vic });
  await deactivate("vic");
  expect(await withoutOda()).toHaveLength(1);
  await c.owner`update active_periods set valid_to = null where membership_id = ${c.memberships.vic}`;
});

it("keeps a deactivated holder too while nobody else holds the role, and other changes go on", async () => {
  await deactivate("oda");
  expect(await withoutOda()).toEqual(["This leaves Loyalty without an Owner."]);
  const left = await here((tx) =>
    leftBy(tx, () => endGrants(tx, c.workspaceId, null, sql`membership_id = ${c.memberships.gil}`)),
  );
  expect(left).toEqual([]);
});

it("forgets archived products", async () => {
  await c.owner`update resources set archived_at = now() where id = ${c.productId}`;
  expect(await withoutOda()).toEqual([]);
  await c.owner`update resources set archived_at = null where id = ${c.productId}`;
});
