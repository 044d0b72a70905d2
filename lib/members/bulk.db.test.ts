import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inContext } from "@/db/tenant";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { adminMembershipIds } from "@/lib/grants/admins";
import { deactivateMany, deactivateMember, makeRoleOfMany } from "./commands";
import { type Company, company, type Name, people } from "./testing/company";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let c: Company;
beforeAll(async () => {
  c = await company();
});
afterAll(() => c.close());

const given: Partial<Record<Name, string>> = { ada: "admin", ben: "admin", vic: "viewer", hana: "hr" };
beforeEach(async () => {
  await c.owner.begin(async (tx) => {
    await tx`truncate rate_limits`;
    await tx`delete from grants where resource_id = ${c.workspaceId} and membership_id is not null`;
    await tx`delete from active_periods`;
    await tx`update sessions set ended_at = null, proved_at = now()`;
    for (const name of people) {
      await tx`insert into active_periods (workspace_id, id, membership_id, valid_from)
        values (${c.workspaceId}, gen_random_uuid(), ${c.memberships[name]}, now() - interval '1 minute')`;
      const role = given[name];
      if (role)
        await tx`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
          values (${c.workspaceId}, gen_random_uuid(), ${c.memberships[name]}, ${c.roles[role] as string}, ${c.workspaceId}, 'direct')`;
    }
  });
});

type Who = Name | "kim" | "stranger";
const ids = (names: readonly Name[]) => names.map((name) => c.memberships[name]);
const make = (who: Who, names: readonly Name[], role: string, more = {}) =>
  as(c.tokens[who], () =>
    makeRoleOfMany.execute({ workspace: c.slug, membershipIds: ids(names), roleId: c.roles[role], ...more }),
  );
const deactivate = (who: Who, names: readonly Name[], more = {}) =>
  as(c.tokens[who], () => deactivateMany.execute({ workspace: c.slug, membershipIds: ids(names), ...more }));
const preview = (who: Who, names: readonly Name[], roleId?: string) =>
  as(c.tokens[who], () => {
    const asked = { workspace: c.slug, membershipIds: ids(names) };
    return roleId ? makeRoleOfMany.preview({ ...asked, roleId }) : deactivateMany.preview(asked);
  });
const admins = () => inContext({ workspace: c.workspaceId }, (tx) => adminMembershipIds(tx, c.workspaceId));
const heldBy = async (name: Name) =>
  (
    await c.owner`select r.name from grants g join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
    where g.membership_id = ${c.memberships[name]} and g.resource_id = ${c.workspaceId} and g.valid_to is null`
  ).map((row) => row.name as string);
const activeNames = async () => {
  const rows = await c.owner`select membership_id as id from active_periods where valid_to is null`;
  return people.filter((name) => rows.some(({ id }) => id === c.memberships[name]));
};
const counts = async () => {
  const [row] =
    await c.owner`select (select count(*)::int from audit_events where outcome = 'done') as events,
    (select count(*)::int from outbox) as mails`;
  return row as { events: number; mails: number };
};
const rowsIn = (outcome: Awaited<ReturnType<typeof make>>) =>
  outcome.ok ? outcome.value.rows.map(({ result, why }) => [result, why]) : outcome;

describe("a role for many", () => {
  it("changes each for whom it may, and says of the others why not", async () => {
    const before = await counts();
    const outcome = await make("ada", ["vic", "ada", "gil", "oda", "ben"], "viewer", { reason: "Spring" });
    expect(rowsIn(outcome)).toEqual([
      ["nothing", "vic holds Viewer directly already."],
      ["refused", "Nobody changes their own access. Ask another Admin."],
      ["change", null],
      ["change", null],
      ["change", null],
    ]);
    expect([await heldBy("gil"), await heldBy("oda"), await heldBy("ben"), await heldBy("ada")]).toEqual([
      ["Viewer"],
      ["Viewer"],
      ["Viewer"],
      ["Admin"],
    ]);
    const after = await counts();
    expect([after.events - before.events, after.mails - before.mails]).toEqual([3, 3]);
    const told = await c.owner`
      select target_label as label, before, after, reason from audit_events where action = 'member.role-changed'
      order by at desc, seq desc limit 3`;
    expect(told.toReversed()).toEqual([
      {
        label: "gil (gil@finch.example)",
        before: { roles: [] },
        after: { roles: ["Viewer"] },
        reason: "Spring",
      },
      {
        label: "oda (oda@finch.example)",
        before: { roles: [] },
        after: { roles: ["Viewer"] },
        reason: "Spring",
      },
      {
        label: "ben (ben@finch.example)",
        before: { roles: ["Admin"] },
        after: { roles: ["Viewer"] },
        reason: "Spring",
      },
    ]);
  });

  it("meets the ceiling: nobody gives more than they hold, nor takes from whom holds more", async () => {
    expect(rowsIn(await make("hana", ["vic"], "editor"))).toEqual([
      ["refused", expect.stringContaining("more than you hold yourself")],
    ]);
    expect(rowsIn(await make("hana", ["vic", "gil", "oda"], "hr"))).toEqual([
      ["refused", expect.stringContaining("vic holds more than you")],
      ["refused", expect.stringContaining("gil holds more than you")],
      ["refused", expect.stringContaining("oda holds more than you")],
    ]);
    expect(await heldBy("vic")).toEqual(["Viewer"]);
  });

  it("leaves the last Admin in place when an account administrator demotes all", async () => {
    expect(rowsIn(await make("kim", ["ben", "vic", "ada"], "editor"))).toEqual([
      ["change", null],
      ["change", null],
      ["refused", expect.stringContaining("without an Admin")],
    ]);
    expect(await admins()).toEqual([c.memberships.ada]);
    expect(rowsIn(await make("kim", ["ada"], "admin", { endsOn: "2199-01-01" }))).toEqual([
      ["refused", expect.stringContaining("without an Admin")],
    ]);
    expect(rowsIn(await make("kim", ["ben", "ada"], "admin"))).toEqual([
      ["change", null],
      ["nothing", "ada holds Admin directly already."],
    ]);
  });

  it("keeps the end that each has, gives all another, or drops it when told to", async () => {
    const ends = async () =>
      (
        await c.owner`select valid_to::date::text as day from grants where membership_id in ${c.owner([c.memberships.vic, c.memberships.gil])}
          and resource_id = ${c.workspaceId} and (valid_to is null or valid_to > now()) order by day`
      ).map(({ day }) => day);
    await make("ada", ["vic"], "editor", { endsOn: "2199-01-01" });
    await make("ada", ["gil"], "editor", { endsOn: null });
    await make("ada", ["vic", "gil"], "contributor");
    expect(await ends()).toEqual(["2199-01-02", null]);
    await make("ada", ["vic", "gil"], "viewer", { endsOn: null });
    expect(await ends()).toEqual([null, null]);
  });

  it("asks for a fresh proof for Admin; refuses whole whom may not, and what is not known here", async () => {
    await letProofAge(c.users.ada);
    expect(await make("ada", ["vic"], "admin")).toMatchObject({ code: "stale-proof" });
    expect(await make("ada", ["vic"], "editor")).toMatchObject({ ok: true });
    expect(await make("vic", ["gil"], "viewer")).toMatchObject({ code: "forbidden" });
    expect(await make("stranger", ["gil"], "viewer")).toMatchObject({ code: "not-found" });
    expect(await make("ada", ["vic"], "owner")).toMatchObject({ code: "invalid" });
    const outcome = await as(c.tokens.ada, () =>
      makeRoleOfMany.execute({
        workspace: c.slug,
        membershipIds: [crypto.randomUUID(), c.memberships.vic],
        roleId: c.roles.contributor,
      }),
    );
    expect(rowsIn(outcome)).toMatchObject([
      ["refused", expect.any(String)],
      ["change", null],
    ]);
  });

  it("is carried out once under one key", async () => {
    const key = { idempotencyKey: crypto.randomUUID() };
    const before = await counts();
    const both = await Promise.all([
      make("ada", ["vic", "gil"], "editor", key),
      make("ada", ["vic", "gil"], "editor", key),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect((await counts()).events).toBe(before.events + 2);
  });
});

describe("deactivating many", () => {
  it("does what the preview said, to whom it said", async () => {
    const names = ["vic", "ada", "gil", "ben"] as const;
    const before = await preview("kim", names);
    if (!before.ok) throw new Error(before.message);
    expect(await activeNames()).toHaveLength(people.length);
    expect(before.value).toMatchObject({
      due: 3,
      summary: { counts: { gain: 0, lose: 3 } },
      left: [{ name: "ben", result: "refused" }],
    });
    expect(before.value.summary?.people.map(({ name }) => name)).toEqual(["ada", "gil", "vic"]);
    const outcome = await deactivate("kim", names);
    expect(rowsIn(outcome)).toEqual([
      ["change", null],
      ["change", null],
      ["change", null],
      ["refused", before.value.left[0]?.why],
    ]);
    expect(await activeNames()).toEqual(["ben", "hana", "oda"]);
    const [row] =
      await c.owner`select count(*)::int as n from sessions where user_id = ${c.users.vic} and ended_at is null`;
    expect(row?.n).toBe(0);
    expect(rowsIn(await deactivate("kim", ["vic"]))).toEqual([["nothing", "vic is deactivated already."]]);
  });

  it("is previewed for whom it may alone", async () => {
    expect(await preview("vic", ["gil"])).toMatchObject({ code: "forbidden" });
    expect(await preview("ada", ["vic", "gil"], c.roles.admin)).toMatchObject({
      value: { due: 2, givesFullAdmin: true, summary: { counts: { gain: 2 } } },
    });
  });
});

it("never leaves a workspace without an Admin, whatever runs at once", async () => {
  const on = (name: Name) => ({ workspace: c.slug, membershipId: c.memberships[name] });
  for (let round = 0; round < Number(process.env.REMIT_SOAK ? 500 : 12); round += 1) {
    await c.owner`truncate rate_limits`;
    await Promise.all([
      deactivate("kim", ["ada", "ben"]),
      make("kim", ["ben", "ada"], "viewer"),
      as(c.tokens.ada, () => deactivateMember.execute(on("ben"))),
      as(c.tokens.ben, () => deactivateMember.execute(on("ada"))),
    ]);
    expect(await admins(), `round ${round}`).not.toEqual([]);
    await c.owner.begin(async (tx) => {
      for (const name of ["ada", "ben"] as const) {
        await tx`delete from grants where membership_id = ${c.memberships[name]}`;
        await tx`delete from active_periods where membership_id = ${c.memberships[name]}`;
        await tx`insert into active_periods (workspace_id, id, membership_id, valid_from)
            values (${c.workspaceId}, gen_random_uuid(), ${c.memberships[name]}, now() - interval '1 minute')`;
        await tx`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
            values (${c.workspaceId}, gen_random_uuid(), ${c.memberships[name]}, ${c.roles.admin as string}, ${c.workspaceId}, 'direct')`;
      }
      await tx`update sessions set ended_at = null`;
    });
  }
}, 120_000);
