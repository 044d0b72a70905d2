import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inContext } from "@/db/tenant";
import { as, renewProof } from "@/lib/doorway/testing/as";
import { adminMembershipIds } from "@/lib/grants/admins";
import { endGrants } from "@/lib/grants/commands";
import { addMembers, removeMembers } from "@/lib/groups/commands";
import { giveBack } from "@/lib/home/giving-back";
import { createObject, moveObject } from "@/lib/resources/commands";
import {
  deactivateMany,
  deactivateMember,
  makeRole,
  makeRoleOfMany,
  reactivateMember,
  revokeAccess,
} from "./commands";
import { type Company, company } from "./testing/company";

/** Pairs of Admins that take each other's role at the same moment, while a group and the tree change; 2,000 in the long run. */
const rounds = Number(process.env.REMIT_RACE_ROUNDS ?? (process.env.REMIT_SOAK ? 2000 : 60));

let c: Company;
const tree = { spring: "", autumn: "", roses: "" };
beforeAll(async () => {
  c = await company();
  const created = async (name: string, parentId?: string) => {
    const outcome = await as(c.tokens.kim, () => createObject.execute({ workspace: c.slug, parentId, name }));
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.value.id;
  };
  tree.spring = await created("Spring");
  tree.autumn = await created("Autumn");
  tree.roses = await created("Roses", tree.spring);
});
afterAll(() => c.close());

const admins = () => inContext({ workspace: c.workspaceId }, (tx) => adminMembershipIds(tx, c.workspaceId));

async function restore() {
  await c.owner.begin(async (tx) => {
    for (const name of ["ada", "ben"] as const) {
      const id = c.memberships[name];
      await tx`update memberships set ended_at = null where id = ${id}`;
      await tx`delete from grants where membership_id = ${id}`;
      await tx`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
        values (${c.workspaceId}, gen_random_uuid(), ${id}, ${c.roles.admin as string}, ${c.workspaceId}, 'direct')`;
      await tx`delete from active_periods where membership_id = ${id}`;
      await tx`insert into active_periods (workspace_id, id, membership_id, valid_from)
        values (${c.workspaceId}, gen_random_uuid(), ${id}, now() - interval '1 minute')`;
      await tx`update sessions set ended_at = null`;
    }
    await tx`truncate rate_limits`;
  });
}

it(
  `leaves an Admin in each of ${rounds} races, whatever the two do to each other`,
  async () => {
    const on = (name: "ada" | "ben") => ({ workspace: c.slug, membershipId: c.memberships[name] });
    const demote = (name: "ada" | "ben") => makeRole.execute({ ...on(name), roleId: c.roles.viewer });
    const deactivate = (name: "ada" | "ben") => deactivateMember.execute(on(name));
    const revoke = (name: "ada" | "ben") => revokeAccess.execute(on(name));
    const many = (name: "ada" | "ben") => ({ workspace: c.slug, membershipIds: [c.memberships[name]] });
    const demoteMany = (name: "ada" | "ben") =>
      makeRoleOfMany.execute({ ...many(name), roleId: c.roles.viewer });
    const deactivateAll = (name: "ada" | "ben") => deactivateMany.execute(many(name));
    const acts = [demote, deactivate, revoke, demoteMany, deactivateAll];
    const inGroup = { workspace: c.slug, groupId: c.groupId, membershipIds: [c.memberships.vic] };
    const tally = { orphaned: 0, done: 0, besides: 0 };
    for (let round = 0; round < rounds; round += 1) {
      await restore();
      const mine = acts[round % acts.length] as typeof demote;
      const theirs = acts[Math.floor(round / acts.length) % acts.length] as typeof demote;
      const parentId = round % 2 ? tree.spring : tree.autumn;
      const [group, move, ...outcomes] = await Promise.all([
        as(c.tokens.kim, () => (round % 2 ? removeMembers : addMembers).execute(inGroup)),
        as(c.tokens.kim, () => moveObject.execute({ workspace: c.slug, resourceId: tree.roses, parentId })),
        as(c.tokens.ada, () => mine("ben")),
        as(c.tokens.ben, () => theirs("ada")),
      ]);
      tally.done += outcomes.filter(({ ok }) => ok).length;
      tally.besides += [group, move].filter(({ ok }) => ok).length;
      if ((await admins()).length === 0) tally.orphaned += 1;
    }
    expect(tally).toEqual({ orphaned: 0, done: rounds, besides: 2 * rounds });
  },
  60_000 + rounds * 3_000,
);

it("leaves an Admin when the last two give their role back, or one does while the other is deactivated", async () => {
  const giveBackOf = async (name: "ada" | "ben") => {
    const [grant] = await c.owner<
      { id: string }[]
    >`select id from grants where membership_id = ${c.memberships[name]}`;
    const own = { kind: "role", grantId: grant?.id ?? "" } as const;
    return () => as(c.tokens[name], () => giveBack.execute({ workspace: c.slug, own }));
  };
  const deactivateBen = () =>
    as(c.tokens.kim, () => deactivateMember.execute({ workspace: c.slug, membershipId: c.memberships.ben }));
  for (let round = 0; round < 10; round += 1) {
    await restore();
    const [ada, ben] = [await giveBackOf("ada"), round % 2 ? deactivateBen : await giveBackOf("ben")];
    const outcomes = await Promise.all([ada(), ben()]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await admins()).toHaveLength(1);
  }
});

it("takes the lock from account administrators' changes too", async () => {
  await renewProof(c.users.kim);
  await restore();
  const on = (name: "ada" | "ben") => ({
    workspace: c.slug,
    membershipId: c.memberships[name],
    roleId: c.roles.viewer,
  });
  const outcomes = await Promise.all(
    (["ada", "ben"] as const).map((name) => as(c.tokens.kim, () => makeRole.execute(on(name)))),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await admins()).toHaveLength(1);
  await restore();
  expect(
    await as(c.tokens.kim, () =>
      reactivateMember.execute({ workspace: c.slug, membershipId: c.memberships.ada }),
    ),
  ).toMatchObject({
    code: "conflict",
  });
});

it("orphans a workspace when the same checks run without the lock", async () => {
  let orphaned = 0;
  for (let round = 0; round < 20 && orphaned === 0; round += 1) {
    await restore();
    let arrived = 0;
    const takeFrom = (name: "ada" | "ben") =>
      inContext({ workspace: c.workspaceId }, async (tx) => {
        const before = await adminMembershipIds(tx, c.workspaceId);
        arrived += 1;
        for (let wait = 0; arrived < 2 && wait < 200; wait += 1)
          await tx.execute(sql`select pg_sleep(0.005)`);
        if (before.length > 1)
          await endGrants(tx, c.workspaceId, null, sql`membership_id = ${c.memberships[name]}`);
      });
    await Promise.all([takeFrom("ada"), takeFrom("ben")]);
    if ((await admins()).length === 0) orphaned += 1;
  }
  expect(orphaned).toBeGreaterThan(0);
});
