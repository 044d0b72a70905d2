import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { refusalReason } from "@/lib/home/refusal";
import { found } from "@/lib/search/queries";
import { explainAccess } from "./queries";
import { outsiders } from "./subject";

let house: House;
const unknown = "019a0000-0000-7000-8000-000000000000";

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const idOf = (name: string) => (house.here.people[name] ?? house.there.people[name])?.membershipId ?? "";
const explain = (asker: string, about: { person?: string; resourceId?: string; at?: string }) =>
  as(house.tokens[asker] ?? null, () =>
    explainAccess({ workspace: house.slug, permission: "segment:edit", ...about }),
  );

test("everybody is told about themselves", async () => {
  for (const about of [{}, { person: idOf("Vic") }])
    expect(await explain("Vic", about)).toMatchObject({
      ok: true,
      value: { who: { isYou: true }, decision: { allow: false }, mayAskAboutOthers: false },
    });
});

test("others are explained to whoever manages users, and to nobody else", async () => {
  expect(await explain("Ada", { person: idOf("Vic") })).toMatchObject({ ok: true });
  expect(await explain("Vic", { person: idOf("Ada") })).toMatchObject({ ok: false, code: "forbidden" });
  expect(await explain("Vic", { person: unknown })).toMatchObject({ ok: false, code: "forbidden" });
});

test("a foreign person and a foreign place are as unknown as a random id", async () => {
  for (const person of [idOf("Zoe"), unknown])
    expect(await explain("Ada", { person })).toMatchObject({ ok: false, code: "not-found" });
  for (const resourceId of [house.there.workspaceId, unknown])
    expect(await explain("Ada", { resourceId })).toMatchObject({ ok: false, code: "not-found" });
});

test("an object that the asker may not see is as unknown, unless a grant in question lies on it or below", async () => {
  const [campaign, project] = [
    "019a0000-0000-7000-8000-00000000000a",
    "019a0000-0000-7000-8000-00000000000b",
  ];
  const { workspaceId, roles } = house.here;
  const places = [
    [campaign, "campaign", workspaceId, [workspaceId, campaign]],
    [project, "project", campaign, [workspaceId, campaign, project]],
  ] as const;
  for (const [id, kind, parent, path] of places)
    await house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${workspaceId}, ${id}, ${kind}, ${kind}, ${parent}, ${path as never}::uuid[])`;
  await house.demote("Dea");
  expect(await explain("Dea", { resourceId: campaign })).toMatchObject({ ok: false, code: "not-found" });
  const none = await as(house.tokens.Dea ?? null, () => found({ workspace: house.slug, q: "campaign" }));
  expect(none).toMatchObject({ ok: true, value: { people: [], groups: [], roles: [], places: [] } });
  await house.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
    values (${workspaceId}, ${unknown}, ${idOf("Dea")}, ${roles.contributor ?? null}, ${project}, 'direct')`;
  expect(await explain("Dea", { resourceId: campaign })).toMatchObject({ ok: true });
  const refusal = (resourceId: string) =>
    as(house.tokens.Dea ?? null, () =>
      refusalReason({ workspace: house.slug, permission: "marketing-object:manage", resourceId }),
    );
  expect(await refusal(campaign)).toMatchObject({
    ok: true,
    value: { roles: [], decision: { allow: false }, smallestGrant: { resource: { id: campaign } } },
  });
  expect(await refusal(project)).toMatchObject({ ok: true, value: { roles: ["Contributor"] } });
  expect(await refusal(unknown)).toMatchObject({ code: "not-found" });
  const seen = await as(house.tokens.Dea ?? null, () => found({ workspace: house.slug, q: "campaign" }));
  expect(seen).toMatchObject({ ok: true, value: { places: [{ id: campaign, locked: true }] } });
});

test("what a group was given after one left it stays untold", async () => {
  const { workspaceId, roles } = house.here;
  const ids = [1, 2, 3, 4].map((n) => `019a0000-0000-7000-8000-0000000000d${n}`);
  const [group = "", place = "", stay = "", grant = ""] = ids;
  await house.owner`insert into groups (workspace_id, id, name) values (${workspaceId}, ${group}, 'Former')`;
  await house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
    values (${workspaceId}, ${place}, 'campaign', 'Merger', ${workspaceId}, ${[workspaceId, place]}::uuid[])`;
  await house.owner`
    insert into group_memberships (workspace_id, id, group_id, membership_id, valid_from, valid_to)
    values (${workspaceId}, ${stay}, ${group}, ${idOf("Dea")}, now() - interval '2 days', now() - interval '1 day')`;
  await house.owner`insert into grants (workspace_id, id, group_id, role_id, resource_id, source)
    values (${workspaceId}, ${grant}, ${group}, ${roles.contributor ?? null}, ${place}, 'direct')`;
  expect(await explain("Dea", { resourceId: place })).toMatchObject({ ok: false, code: "not-found" });
  await house.owner`update group_memberships set valid_to = null where id = ${stay}`;
  expect(await explain("Dea", { resourceId: place })).toMatchObject({ ok: true });
});

test("the smallest grant is named with those who can give it, who hold no less and are not the person themselves", async () => {
  const asked = await explain("Ada", { person: idOf("Vic") });
  expect(asked).toMatchObject({
    ok: true,
    value: {
      smallestGrant: { role: { name: "Editor" }, givers: { names: ["Ada", "Ben"], more: 0 }, mayGive: true },
    },
  });
  const own = await as(house.tokens.Vic ?? null, () =>
    refusalReason({ workspace: house.slug, permission: "governance:view-audit" }),
  );
  expect(own).toMatchObject({
    ok: true,
    value: {
      decision: { allow: false },
      smallestGrant: { givers: { names: ["Ada", "Ben"] }, mayGive: false },
    },
  });
  const several = await as(house.tokens.Vic ?? null, () =>
    refusalReason({
      workspace: house.slug,
      permission: "segment:view",
      also: ["segment:edit", "governance:view-audit"],
    }),
  );
  expect(several, "what is held is not missing").toMatchObject({
    ok: true,
    value: {
      missing: "Segment Editor and 1 more permission",
      heldBy: ["Admin"],
      smallestGrant: { role: { name: "Admin" } },
    },
  });
  await house.demote("Ben");
  expect(await explain("Ada", { person: idOf("Ben") })).toMatchObject({
    ok: true,
    value: { smallestGrant: { givers: { names: ["Ada"], more: 0 } } },
  });
});

test("what was moved since is explained where it lay then", async () => {
  const { workspaceId, roles } = house.here;
  const [from, moved] = ["019a0000-0000-7000-8000-0000000000c1", "019a0000-0000-7000-8000-0000000000c2"];
  const write = (id: string, kind: string, parent: string, path: string[]) =>
    house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path, created_at)
      values (${workspaceId}, ${id}, ${kind}, ${kind}, ${parent}, ${path}::uuid[], '2026-01-02 00:00Z')`;
  await write(from, "campaign", workspaceId, [workspaceId, from]);
  await write(moved, "project", workspaceId, [workspaceId, moved]);
  await house.owner`insert into former_placements (workspace_id, id, resource_id, parent_id, valid_to)
    values (${workspaceId}, ${moved}, ${moved}, ${from}, '2026-02-01 00:00Z')`;
  await house.owner`update active_periods set valid_from = '2026-01-01 00:00Z' where workspace_id = ${workspaceId}`;
  await house.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source, valid_from)
    values (${workspaceId}, ${moved}, ${idOf("Dea")}, ${roles.editor ?? null}, ${from}, 'direct', '2026-01-01 00:00Z')`;
  await house.owner`update role_revisions set valid_from = '2026-01-01 00:00Z' where workspace_id = ${workspaceId}`;
  const at = (minute?: string) =>
    as(house.tokens.Ada ?? null, () =>
      explainAccess({
        workspace: house.slug,
        person: idOf("Dea"),
        permission: "segment:edit",
        resourceId: moved,
        ...(minute && { at: minute }),
      }),
    );
  expect(await at("2026-01-01T12:00")).toMatchObject({
    ok: true,
    value: { decision: { reason: "unknown_resource" } },
  });
  expect(await at("2026-01-20T12:00")).toMatchObject({
    ok: true,
    value: { decision: { allow: true }, today: false },
  });
  expect(await at("2026-02-02T12:00")).toMatchObject({ ok: true, value: { decision: { allow: false } } });
  expect(await at()).toMatchObject({ ok: true, value: { decision: { allow: false } } });
});

test("the past and the future are answered for what holds then", async () => {
  await house.owner`update grants set valid_to = '2099-06-30 22:00Z'
    where workspace_id = ${house.here.workspaceId} and membership_id = ${idOf("Vic")}`;
  const at = (minute: string) =>
    as(house.tokens.Ada ?? null, () =>
      explainAccess({
        workspace: house.slug,
        person: idOf("Vic"),
        permission: "segment:view",
        at: minute,
      }),
    );
  // the workspace lies in Vienna: midnight there is 22:00 in summer
  expect(await at("2099-06-30T23:59")).toMatchObject({
    ok: true,
    value: { when: "future", decision: { allow: true }, ending: { fact: "grant" }, today: true },
  });
  expect(await at("2099-07-01T00:00")).toMatchObject({ ok: true, value: { decision: { reason: "ended" } } });
  expect(await at("2001-01-01T00:00")).toMatchObject({
    ok: true,
    value: { when: "past", decision: { allow: false, reason: "inactive" }, today: true, smallestGrant: null },
  });
});

test("somebody who was removed is explained as of then, and an account administrator without a membership", async () => {
  const { workspaceId, roles } = house.here;
  const ada = (q: string) => as(house.tokens.Ada ?? null, () => outsiders({ workspace: house.slug, q }));
  const removed = {
    userId: "019a0000-0000-7000-8000-0000000000e1",
    id: "019a0000-0000-7000-8000-0000000000e2",
  };
  const olaf = "019a0000-0000-7000-8000-0000000000e3";
  await house.owner`insert into users (id, email, name)
    values (${removed.userId}, 'gone@here.example', 'Gone Girl'), (${olaf}, 'olaf@here.example', 'Olaf Account')`;
  await house.owner`insert into account_administrators (account_id, id, user_id)
    select account_id, gen_random_uuid(), ${olaf} from workspaces where id = ${workspaceId}`;
  await house.owner`insert into memberships (workspace_id, id, user_id, joined_at, ended_at)
    values (${workspaceId}, ${removed.id}, ${removed.userId}, '2026-01-05 00:00Z', '2026-03-01 00:00Z')`;
  await house.owner`insert into active_periods (workspace_id, id, membership_id, valid_from, valid_to)
    values (${workspaceId}, gen_random_uuid(), ${removed.id}, '2026-01-05 00:00Z', '2026-03-01 00:00Z')`;
  await house.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source, valid_from, valid_to)
    values (${workspaceId}, gen_random_uuid(), ${removed.id}, ${roles.admin ?? null}, ${workspaceId}, 'direct',
      '2026-01-05 00:00Z', '2026-03-01 00:00Z')`;

  expect(await ada("gone")).toMatchObject({
    value: [
      { person: removed.id, name: "Gone Girl", standing: "removed", until: "2026-03-01T00:00:00.000000Z" },
    ],
  });
  expect(await ada("OLAF@")).toMatchObject({
    value: [{ person: olaf, standing: "account-administrator", until: null }],
  });
  expect(await ada("Ada"), "who is a member now is found elsewhere").toMatchObject({ value: [] });
  expect(
    await as(house.tokens.Vic ?? null, () => outsiders({ workspace: house.slug, q: "gone" })),
  ).toMatchObject({
    code: "forbidden",
  });
  expect(
    await as(house.tokens.Zoe ?? null, () => outsiders({ workspace: "there", q: "gone" })),
  ).toMatchObject({
    value: [],
  });

  const who = { membershipId: null, name: "Gone Girl", isYou: false, standing: "removed" };
  expect(await explain("Ada", { person: removed.id, at: "2026-02-01T12:00" })).toMatchObject({
    value: {
      who,
      decision: { allow: true, proof: [{ roleName: "Admin" }] },
      today: false,
      smallestGrant: null,
    },
  });
  expect(await explain("Ada", { person: removed.id })).toMatchObject({
    value: { who, decision: { allow: false, reason: "inactive" }, smallestGrant: null },
  });
  expect(await explain("Ada", { person: olaf })).toMatchObject({
    value: { who: { standing: "account-administrator", membershipId: null }, decision: { allow: true } },
  });
  expect(
    await explain("Ada", { person: removed.userId }),
    "a member is named by the membership",
  ).toMatchObject({
    code: "not-found",
  });
  expect(await explain("Vic", { person: olaf })).toMatchObject({ code: "forbidden" });
  await house.owner`insert into memberships (workspace_id, id, user_id)
    values (${workspaceId}, gen_random_uuid(), ${removed.userId})`;
  expect(await ada("gone"), "who came back is a member").toMatchObject({ value: [] });
  expect(await explain("Ada", { person: removed.id })).toMatchObject({
    value: { who: { standing: "member" } },
  });
});
