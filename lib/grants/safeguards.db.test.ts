import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { inContext } from "@/db/tenant";
import { type Company, company, type Name } from "@/lib/members/testing/company";
import { endGrants, giveGrant } from "./commands";
import { keepingResponsible, productsLeftBy } from "./safeguards";

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

/** What would be left without, when Oda’s own grants end; taken back. */
async function withoutOda(): Promise<string[]> {
  let left: string[] = [];
  await here(async (tx) => {
    ({ left } = await productsLeftBy(tx, c.workspaceId, () =>
      endGrants(tx, c.workspaceId, null, sql`membership_id = ${c.memberships.oda}`),
    ));
    throw new Error("taken back");
  }).catch(() => {});
  return left;
}

it("names the product that loses its only Owner, and rolls the change back", async () => {
  expect(await withoutOda()).toEqual(["This leaves Loyalty without an Owner."]);
  const end = here((tx) =>
    keepingResponsible(tx, c.workspaceId, () =>
      endGrants(tx, c.workspaceId, null, sql`membership_id = ${c.memberships.oda}`),
    ),
  );
  await expect(end).rejects.toMatchObject({
    code: "conflict",
    message: "This leaves Loyalty without an Owner. Assign somebody else first.",
  });
  expect(await withoutOda()).toHaveLength(1);
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
  const { left } = await here((tx) =>
    productsLeftBy(tx, c.workspaceId, () =>
      endGrants(tx, c.workspaceId, null, sql`membership_id = ${c.memberships.gil}`),
    ),
  );
  expect(left).toEqual([]);
});

it("forgets archived products", async () => {
  await c.owner`update resources set archived_at = now() where id = ${c.productId}`;
  expect(await withoutOda()).toEqual([]);
  await c.owner`update resources set archived_at = null where id = ${c.productId}`;
});
