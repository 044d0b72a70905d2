import { afterAll, describe, expect, it } from "vitest";
import { letProofAge } from "@/lib/doorway/testing/as";
import { addMembers, deleteGroup, endGroupGrant, removeMembers } from "./commands";
import { actsIn } from "./testing/acts";
import { world } from "./testing/world";

const w = await world(0);
const { by, members, group, give, onProduct, grantsOf } = actsIn(w);
afterAll(() => w.close());

describe("who may change a group", () => {
  it("is closed to members without the right, and does not exist for strangers", async () => {
    const on = await group();
    expect(await by("vic", () => addMembers.execute({ ...on, ...members("gil") }))).toMatchObject({
      code: "forbidden",
    });
    expect(await by("stranger", () => addMembers.execute({ ...on, ...members("gil") }))).toMatchObject({
      code: "not-found",
    });
  });

  it("lets nobody give more than they hold: by a role, by a member, now or later", async () => {
    const on = await group();
    expect(await give(on, "viewer", "hana")).toMatchObject({ code: "forbidden" });
    expect(await give(on, "hr", "hana")).toMatchObject({ ok: true });
    expect(await by("hana", () => addMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      ok: true,
    });
    await onProduct(on, "consumer");
    expect(await by("hana", () => addMembers.execute({ ...on, ...members("gil") }))).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("gives more than you hold"),
    });
    const later = await group();
    const id = await onProduct(later, "consumer");
    await w.owner`update grants set valid_from = now() + interval '1 day' where id = ${id}`;
    expect(await by("hana", () => addMembers.execute({ ...later, ...members("vic") }))).toMatchObject({
      code: "forbidden",
    });
  });

  it("lets nobody take away more than they hold, nor take out whoever holds more", async () => {
    const on = await group("ben");
    expect(await by("hana", () => removeMembers.execute({ ...on, ...members("ben") }))).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("ben holds more than you"),
    });
    expect(await by("hana", () => deleteGroup.execute({ ...on, grants: "end" }))).toMatchObject({
      code: "forbidden",
    });
    const led = await group("ben");
    expect(await give(led, "hr", "ada")).toMatchObject({ ok: true });
    const [held] = await w.owner<{ id: string }[]>`select id from grants where group_id = ${led.groupId}`;
    const end = () => endGroupGrant.execute({ ...led, grantId: held?.id ?? "" });
    expect(await by("hana", end)).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("ben holds more than you"),
    });
    await w.owner`update group_memberships set valid_to = clock_timestamp()
      where group_id = ${led.groupId}`;
    expect(await by("hana", end)).toMatchObject({ ok: true });
    const empty = await group("hana");
    const grantId = await onProduct(empty, "consumer");
    await w.owner`update group_memberships set valid_to = clock_timestamp() where group_id = ${empty.groupId}`;
    for (const attempt of [
      () => endGroupGrant.execute({ ...empty, grantId }),
      () => deleteGroup.execute({ ...empty, grants: "end" }),
    ])
      expect(await by("hana", attempt)).toMatchObject({
        code: "forbidden",
        message: expect.stringContaining("takes away more than you hold"),
      });
    await w.owner`update grants set valid_to = clock_timestamp() where id = ${grantId}`;
    expect(await by("hana", () => deleteGroup.execute({ ...empty, grants: "end" }))).toMatchObject({
      ok: true,
    });
  });

  it("lets only an account administrator take one out", async () => {
    const on = await group("vic");
    await w.owner`
      insert into account_administrators (id, account_id, user_id)
      select gen_random_uuid(), account_id, ${w.users.vic} from workspaces where id = ${w.workspaceId}`.catch(
      (error: unknown) => expect(error).toBeUndefined(),
    );
    expect(await by("ada", () => removeMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("vic holds more than you: the account"),
    });
    expect(await by("kim", () => removeMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      ok: true,
    });
    await w.owner`update account_administrators set valid_to = valid_from where user_id = ${w.users.vic}`;
  });

  it("lets nobody give themselves anything, but give it back", async () => {
    const on = await group("gil");
    expect(await by("ada", () => addMembers.execute({ ...on, ...members("ada", "vic") }))).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("Nobody adds themselves"),
    });
    await by("kim", () => addMembers.execute({ ...on, ...members("ada") }));
    expect(await give(on, "viewer", "ada")).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("nobody gives themselves"),
    });
    await give(on, "viewer");
    expect(await by("ada", () => deleteGroup.execute({ ...on, grants: "keep" }))).toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("nobody gives themselves"),
    });
    const [grantId] = await grantsOf(on);
    expect(await by("ada", () => endGroupGrant.execute({ ...on, grantId }))).toMatchObject({ ok: true });
    expect(await by("ada", () => removeMembers.execute({ ...on, ...members("ada") }))).toMatchObject({
      ok: true,
    });
  });

  it("asks for a fresh proof where Admin is handed out, and for nothing less", async () => {
    const on = await group("gil");
    await letProofAge(w.users.ben);
    const stale = { code: "stale-proof" };
    expect(await give(on, "admin", "ben")).toMatchObject(stale);
    expect(await give(on, "viewer", "ben")).toMatchObject({ ok: true });
    await give(on, "admin");
    expect(await by("ben", () => addMembers.execute({ ...on, ...members("vic") }))).toMatchObject(stale);
    expect(await by("ben", () => deleteGroup.execute({ ...on, grants: "keep" }))).toMatchObject(stale);
    expect(await by("ben", () => removeMembers.execute({ ...on, ...members("gil") }))).toMatchObject({
      ok: true,
    });
    expect(await by("ben", () => deleteGroup.execute({ ...on, grants: "end" }))).toMatchObject({ ok: true });
    await w.owner`update sessions set proved_at = now()`;
  });
});
