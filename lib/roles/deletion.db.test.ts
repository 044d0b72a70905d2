import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { invitationByToken } from "@/lib/invitations/queries";
import { deleteRole, previewNewRole, reviseRole } from "./commands";
import { actsOf, draft, made, only } from "./testing/acts";
import { type Office, openOffice, slug } from "./testing/office";

let o: Office;
const { by, create, remove, fresh, lastEvent } = actsOf(() => o);

beforeAll(async () => {
  o = await openOffice();
});
beforeEach(() => o.owner`truncate rate_limits`);
afterAll(() => o.close());

const member = (name: string) => o.here.people[name]?.membershipId ?? "";
const seeded = (key: string) => o.here.roles[key] ?? "";
const grantsOf = (name: string) => o.owner`
  select r.name as role, g.resource_id as resource, g.valid_to::text as until, g.plus
  from grants g join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
  where g.membership_id = ${member(name)} and (g.valid_to is null or g.valid_to > clock_timestamp())
  order by r.name, g.resource_id`;

test("the preview names everybody who holds the role, wherever and however, and changes nothing", async () => {
  const roleId = o.roles.analyst;
  const permissions = [...draft.permissions, "data-space:personal-info"];
  const asked = { workspace: slug, roleId, draft: { ...draft, permissions } };
  expect(await by("Ada", () => reviseRole.preview(asked as never))).toMatchObject({
    value: {
      summary: {
        counts: { gain: 3, stay: 0, lose: 0 },
        newlySeePersonalData: 3,
        people: [
          { name: "Gil", gains: ["View Data", "Personal Info"] },
          { name: "Vic", gains: ["View Data", "Personal Info"] },
          { name: "Wim", gains: ["View Data on Q2", "Personal Info on Q2"] },
        ],
      },
      refusal: null,
      present: { number: 1 },
    },
  });
  const [revisions] = await o.owner`select count(*)::int as n from role_revisions where role_id = ${roleId}`;
  expect(revisions?.n).toBe(1);
});

test("the preview says what saving would refuse, and shows a new role without holders", async () => {
  const preview = (who: string, rest: object) =>
    by(who, () => {
      const asked = { workspace: slug, draft, ...rest } as never;
      return "roleId" in rest ? reviseRole.preview(asked) : previewNewRole(asked);
    });
  const roleId = o.roles.analyst;
  expect(await preview("Rob", { roleId, draft: only("campaign:view") })).toMatchObject({
    value: { refusal: expect.stringContaining("more than you hold yourself") },
  });
  expect(await preview("Ada", {})).toMatchObject({ value: { before: null, refusal: null } });
  expect(await preview("Vic", { roleId })).toMatchObject({ code: "forbidden" });
  expect(await preview("Ada", { roleId: o.roles.foreign })).toMatchObject({ code: "not-found" });
});

test("what was given turns into grants of the replacement, for the rest of their time", async () => {
  const { id, name } = await fresh("campaign:edit");
  const until = "2999-01-01T00:00:00Z";
  await o.give({ membershipId: member("Wim") }, id, {
    resourceId: o.campaign,
    until,
    plus: ["data-space:export"],
  });
  await o.give({ groupId: o.group }, id);
  await o.owner`update grants set review_on = '2998-01-01' where role_id = ${id} and membership_id is not null`;
  const replacementId = seeded("contributor");
  expect(
    await by("Ada", () => deleteRole.preview({ workspace: slug, roleId: id, replacementId })),
  ).toMatchObject({
    value: { grants: 2, invitations: 0, refusal: null, summary: { counts: { gain: 2 } } },
  });
  expect(await remove("Ada", id, replacementId)).toMatchObject({ ok: true });
  expect((await grantsOf("Wim")).filter(({ role }) => role !== "Analyst")).toMatchObject([
    {
      role: "Contributor",
      resource: o.campaign,
      until: expect.stringMatching(/^2999-01-01/),
      plus: ["data-space:export"],
    },
  ]);
  const [kept] = await o.owner`
    select count(*)::int as n from grants a join grants b on b.role_id = ${replacementId} and b.valid_from = a.valid_to
      and b.review_on is not distinct from a.review_on and b.source = a.source where a.role_id = ${id}`;
  expect(kept?.n).toBe(2);
  expect(await lastEvent("role.deleted")).toMatchObject({
    before: { grants: 2, invitations: 0 },
    after: { replacement: "Contributor" },
  });
  expect(await remove("Ada", id, null)).toMatchObject({ code: "not-found" });
  expect(await create("Ada", made(name)), "its name is free again").toMatchObject({ ok: true });
});

test("nothing is given twice, and what gets no replacement ends", async () => {
  const [one, other] = [await fresh("campaign:view"), await fresh("campaign:view")];
  for (const id of [one.id, other.id, seeded("viewer")]) await o.give({ membershipId: member("Vic") }, id);
  expect(await remove("Ada", one.id, seeded("viewer"))).toMatchObject({ ok: true });
  expect(await remove("Ada", other.id, null)).toMatchObject({ ok: true });
  expect((await grantsOf("Vic")).map(({ role }) => role)).toEqual(["Analyst", "Viewer"]);
});

test("what ends with a project takes nothing's place that does not", async () => {
  const { id } = await fresh("campaign:view");
  const [first, until] = [seeded("contributor"), o.campaign];
  const to = { membershipId: member("Ben") };
  await o.give(to, id, { resourceId: until });
  const bound = await o.give(to, first, { resourceId: until });
  await o.owner`update grants set ends_with_id = ${until} where id = ${bound}`;
  expect(await remove("Ada", id, first)).toMatchObject({ ok: true });
  const kept = await o.owner`
    select ends_with_id is null as open from grants
    where membership_id = ${to.membershipId} and role_id = ${first} and valid_to is null order by open`;
  expect(kept.map(({ open }) => open)).toEqual([false, true]);
});

test("a replacement that is no such role, the role itself, or of products is refused", async () => {
  const { id } = await fresh("campaign:view");
  for (const instead of [id, id.toUpperCase(), o.roles.foreign, crypto.randomUUID(), seeded("owner")])
    expect(await remove("Ada", id, instead)).toMatchObject({
      code: "invalid",
      fields: { replacementId: expect.any(String) },
    });
});

test("nobody ends or gives more than they hold, with all that the grants add", async () => {
  const refused = { code: "forbidden", message: expect.stringContaining("more than you hold yourself") };
  expect(await remove("Rob", o.roles.analyst, null)).toMatchObject(refused);
  const { id } = await fresh("general:manage-role");
  expect(await remove("Rob", id, seeded("viewer"))).toMatchObject(refused);
  await o.give({ membershipId: member("Vic") }, id, { plus: ["data-space:export"] });
  expect(await remove("Rob", id, null)).toMatchObject(refused);
  await o.owner`update grants set plus = '{}' where role_id = ${id}`;
  expect(await remove("Rob", id, null)).toMatchObject({ ok: true });
});

test("nobody gains by the replacement of a role they hold", async () => {
  const { id } = await fresh("campaign:view");
  await o.give({ membershipId: member("Ben") }, id);
  expect(await remove("Ben", id, seeded("editor"))).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("nobody changes their own access"),
  });
  expect(await remove("Ben", id, null)).toMatchObject({ ok: true });
});

test("invitations that offered it go on with the replacement, or without it", async () => {
  const [one, other] = [await fresh("campaign:view"), await fresh("campaign:view")];
  const [id, token] = [crypto.randomUUID(), randomBytes(32).toString("base64url")];
  const { workspaceId, people } = o.here;
  await o.owner`
    insert into invitations (workspace_id, id, email, token_hash, invited_by, expires_at)
    values (${workspaceId}, ${id}, 'new@office.example', ${createHash("sha256").update(token).digest("hex")},
      ${people.Ada?.userId ?? ""}, now() + interval '1 day')`;
  for (const role of [one.id, other.id])
    await o.owner`
      insert into invitation_roles (workspace_id, id, invitation_id, role_id, resource_id)
      values (${workspaceId}, gen_random_uuid(), ${id}, ${role}, ${workspaceId})`;
  const offered = async () => {
    const page = await as(null, () => invitationByToken(token));
    return page.state === "open" ? page.roles.map(({ name }) => name).toSorted() : page.state;
  };
  expect(await offered()).toEqual([one.name, other.name].toSorted());
  await remove("Ada", one.id, seeded("viewer"));
  expect(await offered()).toEqual([other.name, "Viewer"]);
  await remove("Ada", other.id, null);
  expect(await offered()).toEqual(["Viewer"]);
  expect(await lastEvent("role.deleted")).toMatchObject({ before: { invitations: 1, grants: 0 } });
});
