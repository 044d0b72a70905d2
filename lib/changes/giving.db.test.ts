import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { permissions } from "@/lib/access/catalogue";
import { closeRole } from "@/lib/access/role";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { addMembers, createGroup, giveGroupRole, reviseGroup } from "@/lib/groups/commands";
import { inviteMember } from "@/lib/invitations/commands";
import {
  addRole,
  deactivateMember,
  makeRole,
  makeRoleOfMany,
  reactivateMember,
} from "@/lib/members/commands";
import { type Company, company, type Name } from "@/lib/members/testing/company";
import { createRole, reviseRole } from "@/lib/roles/commands";
import { writeRole } from "@/lib/roles/seeded";

let c: Company;
beforeAll(async () => {
  c = await company();
  const contents = closeRole({
    fine: permissions.filter(({ scope }) => scope !== "account").map(({ id }) => id),
  });
  const authority = closeRole({ fine: ["general:manage-role"] });
  const custom = { key: null, kind: "custom", description: "", authorId: null } as const;
  await drizzle(c.owner).transaction(async (tx) => {
    c.roles.clone = await writeRole(tx, c.workspaceId, { ...custom, name: "All but in name", contents });
    c.roles.designer = await writeRole(tx, c.workspaceId, {
      ...custom,
      name: "Designer",
      contents: authority,
    });
  });
});
afterAll(() => c.close());
beforeEach(async () => {
  await c.owner`truncate rate_limits`;
  await c.owner`update sessions set proved_at = now(), ended_at = null`;
  await c.owner`update grants set valid_to = valid_from where membership_id in (${c.memberships.vic}, ${c.memberships.gil})`;
  await c.owner`update grants set valid_to = null where membership_id = ${c.memberships.hana}`;
});

type Answer = { ok: boolean; code?: string; message?: string; value?: { groupId?: string; event?: string } };
const by = (who: Name, work: () => Promise<unknown>) => as(c.tokens[who], work) as Promise<Answer>;
const on = (name: Name, role: string, more: object = {}) => ({
  workspace: c.slug,
  membershipId: c.memberships[name],
  roleId: c.roles[role],
  ...more,
});
const soon = () => new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const later = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const held = async (name: Name) => [
  ...(await c.owner`
    select r.name as role, g.valid_to::text as until from grants g join roles r on r.id = g.role_id
    where g.membership_id = ${c.memberships[name]} and g.resource_id = ${c.workspaceId}
      and (g.valid_to is null or g.valid_to > clock_timestamp())`),
];
const logged = async (id: string | undefined) =>
  (await c.owner`select before, after from audit_events where id = ${id ?? null}`)[0];

describe("a role that takes another's place", () => {
  it("keeps its end, in the preview, the mail and the log, unless the end is dropped aloud", async () => {
    expect(await by("ada", () => addRole.execute(on("vic", "viewer", { endsOn: soon() })))).toMatchObject({
      ok: true,
    });
    const [before] = await held("vic");
    expect(await by("ada", () => makeRole.preview(on("vic", "editor") as never))).toMatchObject({
      value: {
        refusal: null,
        keptEnd: expect.stringMatching(/^\d+ \w+ \d{4}$/),
        until: { at: expect.any(String) },
      },
    });
    const made = await by("ada", () => makeRole.execute(on("vic", "editor")));
    expect(await held("vic")).toEqual([{ role: "Editor", until: before?.until }]);
    expect(await logged(made.value?.event)).toMatchObject({
      before: { roles: ["Viewer"], endsAt: expect.any(String) },
      after: { roles: ["Editor"], endsAt: expect.any(String) },
    });
    const [mail] =
      await c.owner`select payload from outbox where kind = 'role-changed' order by created_at desc limit 1`;
    expect(mail?.payload.after).toEqual([expect.stringMatching(/^Editor until \d+ \w+ \d{4}$/)]);
    const dropped = await by("ada", () => makeRole.execute(on("vic", "viewer", { endsOn: null })));
    expect(await held("vic")).toEqual([{ role: "Viewer", until: null }]);
    expect(await logged(dropped.value?.event)).toMatchObject({ after: { roles: ["Viewer"], endsAt: null } });
  });

  it("keeps each one's own end in bulk", async () => {
    await by("ada", () => addRole.execute(on("vic", "viewer", { endsOn: soon() })));
    await by("ada", () => addRole.execute(on("gil", "viewer", { endsOn: later() })));
    const ends = [(await held("vic"))[0]?.until, (await held("gil"))[0]?.until];
    const membershipIds = [c.memberships.vic, c.memberships.gil];
    await by("ada", () =>
      makeRoleOfMany.execute({ workspace: c.slug, membershipIds, roleId: c.roles.editor }),
    );
    expect([await held("vic"), await held("gil")]).toEqual(ends.map((until) => [{ role: "Editor", until }]));
  });
});

it("gives the same role for the same time once", async () => {
  const add = (endsOn?: string) =>
    by("ada", () => addRole.execute(on("vic", "viewer", endsOn ? { endsOn } : {})));
  expect(await add(later())).toMatchObject({ ok: true });
  for (const endsOn of [later(), soon()])
    expect(await add(endsOn)).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("directly already until"),
    });
  expect(
    await by("ada", () => addRole.preview(on("vic", "viewer", { endsOn: later() }) as never)),
  ).toMatchObject({
    value: { refusal: expect.stringContaining("directly already") },
  });
  expect(await held("vic")).toHaveLength(1);
  expect(await add(), "for longer").toMatchObject({ ok: true });
});

describe("temporary authority", () => {
  beforeEach(async () => {
    await c.owner`update grants set valid_to = now() + interval '10 days' where membership_id = ${c.memberships.hana}`;
  });
  const tooLong = { code: "forbidden", message: expect.stringMatching(/^You hold .* until .* yourself\./) };

  it("gives a role at most for as long as it lasts itself", async () => {
    expect(await by("hana", () => addRole.execute(on("vic", "hr")))).toMatchObject(tooLong);
    expect(await by("hana", () => addRole.execute(on("vic", "hr", { endsOn: later() })))).toMatchObject(
      tooLong,
    );
    expect(await by("hana", () => addRole.preview(on("vic", "hr") as never))).toMatchObject({
      value: { refusal: expect.stringContaining("yourself") },
    });
    expect(await by("hana", () => addRole.execute(on("vic", "hr", { endsOn: soon() })))).toMatchObject({
      ok: true,
    });
  });

  it("invites at most for as long", async () => {
    const invite = (email: string, more: object) =>
      by("hana", () => inviteMember.execute({ workspace: c.slug, email, roleIds: [c.roles.hr], ...more }));
    expect(await invite("one@new.example", {})).toMatchObject(tooLong);
    expect(await invite("two@new.example", { endsOn: soon() })).toMatchObject({ ok: true });
  });

  it("fills no group that gives something for longer, and gives a group nothing for longer", async () => {
    const made = await by("ada", () =>
      createGroup.execute({ workspace: c.slug, name: "People team", description: "" }),
    );
    const group = { workspace: c.slug, groupId: made.value?.groupId ?? "" };
    const give = (more: object) =>
      by("hana", () => giveGroupRole.execute({ ...group, roleId: c.roles.hr, ...more }));
    expect(await give({})).toMatchObject(tooLong);
    expect(await give({ endsOn: soon() })).toMatchObject({ ok: true });
    const join = () => by("hana", () => addMembers.execute({ ...group, membershipIds: [c.memberships.vic] }));
    expect(await join()).toMatchObject({ ok: true });
    expect(await by("ada", () => giveGroupRole.execute({ ...group, roleId: c.roles.hr }))).toMatchObject({
      ok: true,
    });
    expect(
      await by("hana", () => addMembers.execute({ ...group, membershipIds: [c.memberships.gil] })),
    ).toMatchObject(tooLong);
  });

  it("writes nothing into a role, whose contents have no end", async () => {
    await by("ada", () => addRole.execute(on("gil", "designer", { endsOn: soon() })));
    const draft = { applications: [], permissions: ["general:manage-role"] };
    const create = () => createRole.execute({ workspace: c.slug, name: "Lasting", description: "", draft });
    expect(await by("gil", create)).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("only for a time"),
    });
  });
});

describe("what needs a fresh proof is told by contents, not by name", () => {
  const stale = { code: "stale-proof" };
  beforeEach(() => letProofAge(c.users.ada));

  it("a role that holds as much as Admin", async () => {
    expect(await by("ada", () => addRole.execute(on("vic", "clone")))).toMatchObject(stale);
    expect(await by("ada", () => makeRole.execute(on("vic", "clone")))).toMatchObject(stale);
    expect(await by("ada", () => addRole.execute(on("vic", "viewer")))).toMatchObject({ ok: true });
  });

  it("a group that gives it, and an invitation with it", async () => {
    const made = await by("ada", () =>
      createGroup.execute({ workspace: c.slug, name: "Rulers", description: "" }),
    );
    const group = { workspace: c.slug, groupId: made.value?.groupId ?? "" };
    await c.owner`insert into grants (workspace_id, id, group_id, role_id, resource_id, source)
      values (${c.workspaceId}, gen_random_uuid(), ${group.groupId}, ${c.roles.clone as string}, ${c.workspaceId}, 'direct')`;
    const join = () => addMembers.execute({ ...group, membershipIds: [c.memberships.vic] });
    expect(await by("ada", join)).toMatchObject(stale);
    const invite = (what: object) =>
      inviteMember.execute({ workspace: c.slug, email: "x@new.example", ...what });
    expect(await by("ada", () => invite({ roleIds: [c.roles.clone] }))).toMatchObject(stale);
    expect(
      await by("ada", () => invite({ roleIds: [c.roles.viewer], groupIds: [group.groupId] })),
    ).toMatchObject(stale);
  });

  it("the return of somebody who held it, and a change of more than ten", async () => {
    await c.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      values (${c.workspaceId}, gen_random_uuid(), ${c.memberships.vic}, ${c.roles.admin as string}, ${c.workspaceId}, 'direct')`;
    const vic = { workspace: c.slug, membershipId: c.memberships.vic };
    expect(await by("ben", () => deactivateMember.execute(vic))).toMatchObject({ ok: true });
    expect(await by("ada", () => reactivateMember.execute(vic))).toMatchObject(stale);
    await letProofAge(c.users.ben);
    expect(await by("ben", () => reactivateMember.execute(vic))).toMatchObject(stale);
    await c.owner`update sessions set proved_at = now()`;
    expect(await by("ben", () => reactivateMember.execute(vic))).toMatchObject({ ok: true });
    await letProofAge(c.users.ada);
    const eleven = Array.from({ length: 11 }, () => crypto.randomUUID());
    const make = (membershipIds: string[]) =>
      makeRoleOfMany.execute({ workspace: c.slug, membershipIds, roleId: c.roles.viewer });
    expect(await by("ada", () => make(eleven))).toMatchObject(stale);
    expect(await by("ada", () => make(eleven.slice(1)))).toMatchObject({ ok: true });
  });
});

describe("whoever manages roles and groups without holding what they give", () => {
  it("neither renames nor describes them", async () => {
    await by("ada", () => addRole.execute(on("gil", "designer")));
    const permissionsHeld = permissions.filter(({ scope }) => scope !== "account").map(({ id }) => id);
    const draft = { applications: ["data-activation", "customer-hubs"], permissions: permissionsHeld };
    const revision = { workspace: c.slug, roleId: c.roles.clone, revision: 1, description: "", draft };
    expect(await by("gil", () => reviseRole.execute({ ...revision, name: "Intern" }))).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("holds more than you do"),
    });
    const made = await by("ada", () =>
      createGroup.execute({ workspace: c.slug, name: "Strong", description: "" }),
    );
    const group = { workspace: c.slug, groupId: made.value?.groupId ?? "" };
    await by("ada", () => giveGroupRole.execute({ ...group, roleId: c.roles.editor }));
    expect(
      await by("hana", () => reviseGroup.execute({ ...group, name: "Weak", description: "" })),
    ).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("gives more than you hold"),
    });
    expect(
      await by("ada", () => reviseGroup.execute({ ...group, name: "Weak", description: "" })),
    ).toMatchObject({ ok: true });
  });
});
