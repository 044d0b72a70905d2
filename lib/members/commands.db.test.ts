import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { homeOf } from "@/lib/home/queries";
import { addRole, deactivateMember, endRole, makeRole, reactivateMember, revokeAccess } from "./commands";
import { memberDetail } from "./detail";
import { endMemberSessions } from "./sessions";
import { type Company, company, type Name } from "./testing/company";

let c: Company;
beforeAll(async () => {
  c = await company();
});
afterAll(() => c.close());

const by = (who: Name | "kim" | "stranger", work: () => Promise<unknown>) =>
  as(c.tokens[who], work) as Promise<Answer>;
type Answer = {
  ok: boolean;
  code?: string;
  message?: string;
  value?: { event: string } & Record<string, never>;
};
const on = (name: Name, rest: object = {}) => ({
  workspace: c.slug,
  membershipId: c.memberships[name],
  ...rest,
});
const role = (key: string) => ({ roleId: c.roles[key] });

async function rolesOf(name: Name): Promise<string[]> {
  const rows = await c.owner`
    select r.name from grants g join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
    where g.membership_id = ${c.memberships[name]} and g.resource_id = ${c.workspaceId}
      and (g.valid_to is null or g.valid_to > clock_timestamp()) order by r.name`;
  return rows.map(({ name }) => name as string);
}

async function events(action: string): Promise<number> {
  const [row] =
    await c.owner`select count(*)::int as n from audit_events where action = ${action} and outcome = 'done'`;
  return row?.n as number;
}

describe("making and adding roles", () => {
  it("replaces the direct roles, tells the person, the log and nobody else", async () => {
    const before = await events("member.role-changed");
    const outcome = await by("ada", () => makeRole.execute(on("vic", role("editor"))));
    expect(outcome.ok).toBe(true);
    expect(await rolesOf("vic")).toEqual(["Editor"]);
    expect(await events("member.role-changed")).toBe(before + 1);
    const [mail] =
      await c.owner`select recipient, payload from outbox where kind = 'role-changed' order by created_at desc limit 1`;
    expect(mail).toMatchObject({
      recipient: "vic@finch.example",
      payload: { before: ["Viewer"], after: ["Editor"] },
    });
    expect((await by("ada", () => makeRole.execute(on("vic", role("viewer"))))).ok).toBe(true);
  });

  it("adds a role beside the others and ends one of several", async () => {
    expect((await by("ada", () => addRole.execute(on("vic", role("contributor"))))).ok).toBe(true);
    expect(await rolesOf("vic")).toEqual(["Contributor", "Viewer"]);
    expect(await by("ada", () => addRole.execute(on("vic", role("contributor"))))).toMatchObject({
      code: "conflict",
    });
    const [grant] = await c.owner`
      select id from grants where membership_id = ${c.memberships.vic} and role_id = ${c.roles.contributor as string} and valid_to is null`;
    expect((await by("ada", () => endRole.execute(on("vic", { grantId: grant?.id })))).ok).toBe(true);
    expect(await rolesOf("vic")).toEqual(["Viewer"]);
  });

  it("ends a temporary role by the clock alone", async () => {
    expect(
      (await by("ada", () => addRole.execute(on("vic", { ...role("editor"), endsOn: "2199-01-31" })))).ok,
    ).toBe(true);
    const [grant] = await c.owner`
      select id, valid_to::text as ends from grants where membership_id = ${c.memberships.vic} and valid_to > now()`;
    expect(grant?.ends).toMatch(/^2199-02-01 00:00/);
    await c.owner`update grants set valid_to = clock_timestamp() where id = ${grant?.id as string}`;
    expect(await rolesOf("vic")).toEqual(["Viewer"]);
    expect(
      await by("ada", () => addRole.execute(on("vic", { ...role("editor"), endsOn: "2020-01-31" }))),
    ).toMatchObject({
      code: "invalid",
      fields: { endsOn: expect.any(String) },
    });
  });

  it("refuses roles of products, unknown roles and unknown members", async () => {
    expect(await by("ada", () => makeRole.execute(on("vic", role("steward"))))).toMatchObject({
      code: "invalid",
    });
    const unknown = "01900000-0000-7000-8000-000000000000";
    expect(await by("ada", () => makeRole.execute(on("vic", { roleId: unknown })))).toMatchObject({
      code: "invalid",
    });
    expect(
      await by("ada", () => makeRole.execute({ ...on("vic", role("viewer")), membershipId: unknown })),
    ).toMatchObject({
      code: "not-found",
    });
  });

  it("asks for a fresh proof before it gives Admin, and for nothing less", async () => {
    await letProofAge(c.users.ada);
    expect(await by("ada", () => makeRole.execute(on("vic", role("admin"))))).toMatchObject({
      code: "stale-proof",
    });
    expect(await by("ada", () => makeRole.execute(on("vic", role("contributor"))))).toMatchObject({
      ok: true,
    });
    await c.owner`update sessions set proved_at = now()`;
    expect(await by("ada", () => makeRole.execute(on("vic", role("viewer"))))).toMatchObject({ ok: true });
    expect(await by("ada", () => makeRole.execute(on("vic", role("viewer"))))).toMatchObject({
      code: "conflict",
    });
  });
});

describe("ceiling", () => {
  it("lets nobody give more than they hold", async () => {
    for (const key of ["admin", "editor", "viewer"])
      expect(await by("hana", () => addRole.execute(on("vic", role(key))))).toMatchObject({
        code: "forbidden",
      });
    expect(await by("hana", () => addRole.execute(on("vic", role("hr"))))).toMatchObject({ ok: true });
    const [grant] = await c.owner`
      select id from grants where membership_id = ${c.memberships.vic} and role_id = ${c.roles.hr as string} and valid_to is null`;
    expect(await by("ada", () => endRole.execute(on("vic", { grantId: grant?.id })))).toMatchObject({
      ok: true,
    });
  });

  it("lets nobody take from somebody who holds more", async () => {
    for (const command of [deactivateMember, revokeAccess, endMemberSessions])
      expect(await by("hana", () => command.execute(on("ada")))).toMatchObject({ code: "forbidden" });
    expect(await by("hana", () => makeRole.execute(on("vic", role("hr"))))).toMatchObject({
      code: "forbidden",
    });
    expect(await by("hana", () => deactivateMember.execute(on("oda")))).toMatchObject({ code: "forbidden" });
    expect(await by("hana", () => deactivateMember.execute(on("gil")))).toMatchObject({ code: "forbidden" });
  });

  it("lets nobody give back more than they hold", async () => {
    expect((await by("ada", () => deactivateMember.execute(on("gil")))).ok).toBe(true);
    expect(await by("hana", () => reactivateMember.execute(on("gil")))).toMatchObject({ code: "forbidden" });
    expect((await by("ada", () => reactivateMember.execute(on("gil")))).ok).toBe(true);
    await c.owner`update sessions set ended_at = null`;
  });

  it("weighs who is deactivated by what they would hold again", async () => {
    expect((await by("ada", () => deactivateMember.execute(on("ben")))).ok).toBe(true);
    const [grant] = await c.owner`select id from grants where membership_id = ${c.memberships.ben}`;
    for (const attempt of [
      () => makeRole.execute(on("ben", role("hr"))),
      () => endRole.execute(on("ben", { grantId: grant?.id })),
      () => revokeAccess.execute(on("ben")),
      () => reactivateMember.execute(on("ben")),
    ])
      expect(await by("hana", attempt)).toMatchObject({ code: "forbidden" });
    await c.owner`update users set disabled_at = now() where id = ${c.users.ben}`;
    expect(await by("hana", () => revokeAccess.execute(on("ben")))).toMatchObject({ code: "forbidden" });
    await c.owner`update users set disabled_at = null where id = ${c.users.ben}`;
    expect(await rolesOf("ben")).toEqual(["Admin"]);
    expect((await by("ada", () => reactivateMember.execute(on("ben")))).ok).toBe(true);
    await c.owner`update sessions set ended_at = null`;
  });

  it("lets nobody change their own access", async () => {
    for (const command of [makeRole, addRole]) {
      const outcome = await by("ada", () => command.execute(on("ada", role("viewer"))));
      expect(outcome).toMatchObject({ code: "forbidden", message: expect.stringContaining("own access") });
    }
    for (const command of [deactivateMember, revokeAccess, endMemberSessions])
      expect(await by("ada", () => command.execute(on("ada")))).toMatchObject({ code: "forbidden" });
  });

  it("is open to an account administrator without a membership", async () => {
    expect(await by("kim", () => addRole.execute(on("vic", role("consumer"))))).toMatchObject({ ok: true });
    expect(await by("kim", () => makeRole.execute(on("vic", role("viewer"))))).toMatchObject({ ok: true });
  });

  it("is closed to a member without the right, who is audited, and to a stranger, for whom nothing exists", async () => {
    const denied = async () =>
      (await c.owner`select 1 from audit_events where outcome = 'denied' and action = 'members.deactivate'`)
        .length;
    const before = await denied();
    expect(await by("vic", () => deactivateMember.execute(on("gil")))).toMatchObject({ code: "forbidden" });
    expect(await denied()).toBe(before + 1);
    expect(await by("stranger", () => deactivateMember.execute(on("gil")))).toMatchObject({
      code: "not-found",
    });
    expect(await denied()).toBe(before + 1);
  });
});

describe("standing", () => {
  it("puts a deactivated member out at the next request, sessions included, and gives everything back", async () => {
    expect((await by("ada", () => deactivateMember.execute(on("vic")))).ok).toBe(true);
    expect(await by("vic", () => homeOf({ workspace: c.slug }))).toMatchObject({ code: "unauthenticated" });
    await c.owner`update sessions set ended_at = null where user_id = ${c.users.vic}`;
    expect(await by("vic", () => homeOf({ workspace: c.slug }))).toMatchObject({ code: "not-found" });
    expect(await by("ada", () => deactivateMember.execute(on("vic")))).toMatchObject({ code: "conflict" });
    expect((await by("ada", () => reactivateMember.execute(on("vic")))).ok).toBe(true);
    expect(await rolesOf("vic")).toEqual(["Viewer"]);
    expect(await by("vic", () => homeOf({ workspace: c.slug }))).toMatchObject({ ok: true });
  });

  it("never takes the last Admin, whichever way", async () => {
    expect((await by("ada", () => makeRole.execute(on("ben", role("viewer"))))).ok).toBe(true);
    for (const attempt of [
      () => makeRole.execute(on("ada", role("viewer"))),
      () => deactivateMember.execute(on("ada")),
      () => revokeAccess.execute(on("ada")),
      () => makeRole.execute(on("ada", { ...role("admin"), endsOn: "2199-01-31" })),
    ])
      expect(await by("kim", attempt)).toMatchObject({
        code: "conflict",
        message: expect.stringContaining("without an Admin"),
      });
    expect(await rolesOf("ada")).toEqual(["Admin"]);
    expect((await by("ada", () => makeRole.execute(on("ben", role("admin"))))).ok).toBe(true);
  });

  it("refuses to revoke who alone answers for a product, and revokes once somebody else does", async () => {
    expect(await by("ada", () => revokeAccess.execute(on("oda")))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Loyalty without an Owner"),
    });
    const owns = (name: Name) => c.owner`
      insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      values (${c.workspaceId}, gen_random_uuid(), ${c.memberships[name]}, ${c.roles.owner as string}, ${c.productId}, 'direct')`;
    await owns("gil");
    await by("ada", () => deactivateMember.execute(on("gil")));
    expect(await by("ada", () => revokeAccess.execute(on("oda")))).toMatchObject({ code: "conflict" });
    await by("ada", () => reactivateMember.execute(on("gil")));
    expect(await by("ada", () => revokeAccess.execute(on("oda")))).toMatchObject({ ok: true });
    expect(
      await by("ada", () => memberDetail({ workspace: c.slug, membershipId: c.memberships.oda })),
    ).toMatchObject({ code: "not-found" });
    const [open] =
      await c.owner`select count(*)::int as n from grants where membership_id = ${c.memberships.oda} and valid_to is null`;
    expect(open?.n).toBe(0);
  });
});

describe("preview", () => {
  let at = "";
  beforeEach(() => {
    at = c.memberships.vic;
  });

  it("says exactly what the change then does", async () => {
    const roleId = c.roles.editor as string;
    const preview = (await by("ada", () =>
      makeRole.preview({ workspace: c.slug, membershipId: at, roleId }),
    )) as never as {
      value: { impact: { before: number[]; after: number[] }; ends: string[] };
    };
    const profile = async () =>
      (
        (await by("ada", () => memberDetail({ workspace: c.slug, membershipId: at }))) as never as {
          value: { profile: number[] };
        }
      ).value.profile;
    expect(await profile()).toEqual(preview.value.impact.before);
    expect(preview.value.ends).toEqual(["Viewer"]);
    await by("ada", () => makeRole.execute({ workspace: c.slug, membershipId: at, roleId }));
    expect(await profile()).toEqual(preview.value.impact.after);
    await by("ada", () => makeRole.execute(on("vic", role("viewer"))));
  });

  it("says that there is nothing to do, and writes nothing", async () => {
    expect(
      await by("ada", () => reactivateMember.preview({ workspace: c.slug, membershipId: at })),
    ).toMatchObject({ ok: true, value: { refusal: "vic is active already.", due: 0 } });
    const stronger = { workspace: c.slug, membershipId: c.memberships.ada };
    expect(await by("hana", () => reactivateMember.preview(stronger)), "nor what is refused").toMatchObject({
      ok: true,
      value: { refusal: expect.stringContaining("more than you hold"), due: 0, summary: { people: [] } },
    });
  });

  it("names the obstacle instead of letting somebody try in vain", async () => {
    const ask = (membershipId: string) => deactivateMember.preview({ workspace: c.slug, membershipId });
    expect(await by("hana", () => ask(c.memberships.ada))).toMatchObject({
      value: { refusal: expect.stringContaining("holds more") },
    });
    expect(await by("vic", () => ask(c.memberships.ada))).toMatchObject({ code: "forbidden" });
  });
});
