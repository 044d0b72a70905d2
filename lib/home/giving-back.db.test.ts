import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { giveBack } from "./giving-back";
import type { Own } from "./input";
import { homeOf } from "./queries";

let house: House;
const unknown = "019a0000-0000-7000-8000-000000000000";
const group = "019a0000-0000-7000-8000-0000000000f1";

beforeAll(async () => {
  house = await openHouse();
  const { workspaceId, roles, people } = house.here;
  await house.owner`insert into groups (workspace_id, id, name, description) values (${workspaceId}, ${group}, 'Brand', '')`;
  await house.owner`insert into grants (workspace_id, id, group_id, role_id, resource_id, source)
    values (${workspaceId}, gen_random_uuid(), ${group}, ${roles.editor ?? ""}, ${workspaceId}, 'direct')`;
  await house.owner`insert into group_memberships (workspace_id, id, group_id, membership_id)
    values (${workspaceId}, gen_random_uuid(), ${group}, ${people.Vic?.membershipId ?? ""})`;
});
afterAll(() => house.close());

const by = <T>(name: string, work: () => Promise<T>) => as(house.tokens[name] ?? null, work);
const give = (name: string, own: Own) => by(name, () => giveBack.execute({ workspace: house.slug, own }));
const preview = (name: string, own: Own) => by(name, () => giveBack.preview({ workspace: house.slug, own }));

async function grantOf(name: string): Promise<string> {
  const [row] = await house.owner<{ id: string }[]>`select id from grants
    where membership_id = ${house.here.people[name]?.membershipId ?? ""} and valid_to is null`;
  return row?.id ?? unknown;
}

async function held(name: string) {
  const home = await by(name, () => homeOf({ workspace: house.slug }));
  if (!home.ok) throw new Error(home.message);
  return { roles: home.value.roles.map((one) => one.name), groups: home.value.groups.map((one) => one.name) };
}

test("a group is left, and takes what it gave; the preview says so before", async () => {
  const own = { kind: "group", groupId: group } as const;
  expect(await held("Vic")).toEqual({ roles: ["Editor", "Viewer"], groups: ["Brand"] });
  const before = await preview("Vic", own);
  expect(before).toMatchObject({ value: { refusal: null } });
  expect(before.ok && before.value.impact?.losses.length).toBeGreaterThan(0);
  expect(await held("Vic"), "a preview changes nothing").toMatchObject({ groups: ["Brand"] });
  expect(await give("Vic", own)).toMatchObject({ ok: true });
  expect(await held("Vic")).toEqual({ roles: ["Viewer"], groups: [] });
  expect((await house.events()).at(-1)).toMatchObject({ action: "member.left-group", actor: "Vic" });
  expect(await give("Vic", own), "once").toMatchObject({ code: "not-found" });
});

test("a role is given back, and nobody's but one's own", async () => {
  const [own, others] = [await grantOf("Vic"), await grantOf("Ben")];
  for (const grantId of [others, unknown]) {
    expect(await give("Vic", { kind: "role", grantId })).toMatchObject({ code: "not-found" });
    expect(await preview("Vic", { kind: "role", grantId })).toMatchObject({
      value: { impact: null, refusal: expect.stringMatching(/do not hold this/) },
    });
  }
  expect(await give("Zoe", { kind: "role", grantId: own })).toMatchObject({ code: "not-found" });
  expect(await give("Vic", { kind: "role", grantId: own })).toMatchObject({ ok: true });
  expect(await held("Vic")).toEqual({ roles: [], groups: [] });
  expect((await house.events()).at(-1)).toMatchObject({ action: "member.role-given-back", actor: "Vic" });
});

test("what comes through a group, or is on a team, is not given back as a role", async () => {
  const [through] = await house.owner<{ id: string }[]>`select id from grants where group_id = ${group}`;
  expect(await give("Vic", { kind: "role", grantId: through?.id ?? "" })).toMatchObject({
    code: "not-found",
  });
  const { workspaceId, roles, people } = house.here;
  const [campaign, place] = ["019a0000-0000-7000-8000-0000000000f2", "019a0000-0000-7000-8000-0000000000f3"];
  await house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
    values (${workspaceId}, ${campaign}, 'campaign', 'Spring', ${workspaceId}, ${[workspaceId, campaign] as never}::uuid[])`;
  await house.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
    values (${workspaceId}, ${place}, ${people.Vic?.membershipId ?? ""}, ${roles.contributor ?? ""}, ${campaign}, 'direct')`;
  expect(await give("Vic", { kind: "role", grantId: place })).toMatchObject({ code: "not-found" });
});

test("the last Admin keeps it, and is told before", async () => {
  await house.demote("Dea");
  const [ada, ben] = [await grantOf("Ada"), await grantOf("Ben")];
  const both = await Promise.all([
    give("Ada", { kind: "role", grantId: ada }),
    give("Ben", { kind: "role", grantId: ben }),
  ]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(both.find(({ ok }) => !ok)).toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/without an Admin/),
  });
  const [last, grantId] = both[0]?.ok ? ["Ben", ben] : ["Ada", ada];
  expect(await preview(last, { kind: "role", grantId })).toMatchObject({
    value: { refusal: expect.stringMatching(/without an Admin/) },
  });
});
