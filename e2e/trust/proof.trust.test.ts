import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { send } from "./asking.ts";
import { anAdmin } from "./faults.ts";
import { footprint } from "./footprint.ts";
import type { Person } from "./stage.ts";
import { act, remit, stage } from "./staged.ts";
import { writeInvitation, writeMember } from "./tenant.ts";

let fresh: Person;
let stale: Person;

beforeAll(async () => {
  [fresh, stale] = [await anAdmin(stage), await anAdmin(stage)];
  await stage.write((tx) =>
    tx.execute(
      sql`update sessions set proved_at = now() - interval '16 minutes' where id = ${stale.session.id}`,
    ),
  );
});

const target = async () => {
  const member = await stage.write((tx) => writeMember(tx, stage.home, "Zz target"));
  return { membershipId: member.membershipId };
};
const guest = () => `${randomBytes(6).toString("hex")}@guests-${stage.home.slug}.example`;
const invitation = async (role: "admin" | "viewer") => {
  const { id } = await stage.write((tx) => writeInvitation(tx, stage.home, fresh.userId, role));
  return { invitationId: id };
};

/** By hand: what hands out Admin, or carries the log away. */
const dangerous: Record<string, () => Promise<[string, Record<string, unknown>]>> = {
  "making somebody Admin": async () => [
    "makeRoleAction",
    { ...(await target()), roleId: stage.home.roles.admin },
  ],
  "adding the Admin role": async () => [
    "addRoleAction",
    { ...(await target()), roleId: stage.home.roles.admin },
  ],
  "inviting an Admin": async () => [
    "inviteMemberAction",
    { email: guest(), roleIds: [stage.home.roles.admin] },
  ],
  "inviting into a group of Admins": async () => [
    "inviteMemberAction",
    { email: guest(), roleIds: [stage.home.roles.viewer], groupIds: [stage.home.adminGroup] },
  ],
  "resending the invitation of an Admin": async () => ["resendInvitationAction", await invitation("admin")],
  "an export": async () => ["prepareExportAction", { format: "csv" }],
};

test.each(Object.keys(dangerous))("%s needs a proof of the last 15 minutes", async (what) => {
  const [name, input] = (await dangerous[what]?.()) ?? ["", {}];
  const before = await footprint(stage);
  expect((await act(name, input, stale))?.code).toBe("stale-proof");
  expect(await footprint(stage)).toEqual(before);
  expect(await act(name, input, fresh)).toMatchObject({ ok: true });
});

test("an export that was announced in time is not handed out to an old proof", async () => {
  const { token } = stale.session;
  const renew = (minutes: number) =>
    stage.write((tx) =>
      tx.execute(sql`
        update sessions set proved_at = now() - make_interval(mins => ${minutes}) where id = ${stale.session.id}`),
    );
  await renew(1);
  const prepared = String((await act("prepareExportAction", { format: "csv" }, stale))?.value?.prepared);
  const download = `${remit.url}/api/w/${stage.home.slug}/audit/export?format=csv&prepared=${prepared}`;
  expect((await send(download, { token })).status).toBe(200);
  expect((await send(download, { token: fresh.session.token })).status, "somebody else's export").toBe(409);
  await renew(16);
  expect((await send(download, { token })).status).toBe(403);
});

test("everyday changes ask for none", async () => {
  const { viewer = "" } = stage.home.roles;
  expect(await act("makeRoleAction", { ...(await target()), roleId: viewer }, stale)).toMatchObject({
    ok: true,
  });
  expect(await act("inviteMemberAction", { email: guest(), roleIds: [viewer] }, stale)).toMatchObject({
    ok: true,
  });
  expect(await act("resendInvitationAction", await invitation("viewer"), stale)).toMatchObject({ ok: true });
  expect(await act("deactivateMemberAction", await target(), stale)).toMatchObject({ ok: true });
});
