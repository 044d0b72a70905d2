import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeRole } from "@/lib/access/role";
import { letProofAge } from "@/lib/doorway/testing/as";
import { createRole, deleteRole, restoreRole, reviseRole } from "./commands";
import { rolesList } from "./queries";
import { actsOf, draft, made, only } from "./testing/acts";
import { analystDraft, type Office, openOffice, slug } from "./testing/office";

let o: Office;
const { by, create, revise, present, lastEvent } = actsOf(() => o);

beforeAll(async () => {
  o = await openOffice();
});
beforeEach(() => o.owner`truncate rate_limits`);
afterAll(() => o.close());

test("a new role is closed under dependencies, told to the log, and found in the list", async () => {
  const outcome = await create(
    "Ada",
    made("Publisher", {
      draft: { ...draft, permissions: ["segment:edit", "alert:view", "campaign:publish"] },
    }),
  );
  expect((await present(outcome.value.roleId)).permissions).toEqual(
    closeRole({ ...analystDraft, fine: ["campaign:publish"] }).permissions,
  );
  expect((await lastEvent("role.created"))?.after).toMatchObject({
    name: "Publisher",
    applications: ["data-activation"],
  });
  expect(await by("Ada", () => rolesList({ workspace: slug, q: "publisher" }))).toMatchObject({
    value: { roles: [{ kind: "custom", members: 0 }], may: { manage: true } },
  });
});

test("what is empty, unknown, of the account, or called like another role is refused", async () => {
  const refused = (rest: object) => create("Ada", made("Another", rest));
  const nothing = { code: "invalid", fields: { draft: expect.any(String) } };
  expect(await refused({ draft: only() })).toMatchObject(nothing);
  expect(await refused({ draft: only("campaign:eat") })).toMatchObject({
    message: "This permission is not known.",
  });
  expect(await refused({ draft: only("account:administer") })).toMatchObject({
    message: expect.stringContaining("No role can hold Administer Account"),
  });
  for (const wrong of [
    only("cinema:view"),
    { ...draft, permissions: Array(1_000).fill("segment:edit") },
    { ...draft, levels: { segment: 3 } },
    { ...draft, applications: ["cinema"] },
  ])
    expect(await refused({ draft: wrong })).toMatchObject({ code: "invalid" });
  for (const name of ["ANALYST", "admin", " Steward "])
    expect(await refused({ name })).toMatchObject({ code: "conflict", fields: { name: expect.any(String) } });
  expect(await refused({ name: " " })).toMatchObject({ fields: { name: "Give the role a name." } });
  expect(await refused({ from: o.roles.foreign })).toMatchObject({ code: "not-found" });
});

test("changing roles needs Manage Role, and a fresh proof each time", async () => {
  const roleId = o.roles.analyst;
  const calls = [
    [createRole.execute, made("Mine")],
    [reviseRole.execute, { ...made("Analyst"), roleId, revision: 1 }],
    [restoreRole.execute, { workspace: slug, roleId, revision: 1, number: 1 }],
    [deleteRole.execute, { workspace: slug, roleId, replacementId: null }],
  ] as const;
  await letProofAge(o.here.people.Ada?.userId ?? "");
  for (const [call, input] of calls) {
    expect(await by("Vic", () => call(input))).toMatchObject({ code: "forbidden" });
    expect(await by("Zoe", () => call(input))).toMatchObject({ code: "not-found" });
    expect(await by("Ada", () => call(input))).toMatchObject({ code: "stale-proof" });
  }
  await o.owner`update sessions set proved_at = now()`;
});

test("nobody makes a role that holds more than they do, by cloning neither", async () => {
  expect(await create("Rob", made("More"))).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("Segment Editor"),
  });
  const clone = made("Less", { draft: only("campaign:edit"), from: o.here.roles.editor });
  expect(await create("Rob", clone)).toMatchObject({ ok: true });
  expect((await lastEvent("role.created"))?.after).toMatchObject({ clonedFrom: "Editor" });
  expect(await create("Kim", made("By Kim"))).toMatchObject({ ok: true });
});

test("what a closed application hides is weighed when it is opened", async () => {
  const hidden = only("campaign:view", "activation:run");
  const { value } = await create("Rob", made("Hidden", { draft: hidden }));
  const opened = { ...hidden, applications: ["data-activation"] };
  expect(await revise("Rob", value.roleId, 1, { name: "Hidden", draft: opened })).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("Activation Operator"),
  });
});
