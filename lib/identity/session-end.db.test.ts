import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inContext } from "@/db/tenant";
import { signedIn } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { personOf } from "./session";
import { endSessionsWithoutWork } from "./session-end";

let house: House;
/** Dea's sessions: the one that she had, and one more. */
let tokens: string[];
let userId: string;

beforeAll(async () => {
  house = await openHouse();
  userId = house.here.people.Dea?.userId ?? "";
});
afterAll(() => house.close());
beforeEach(async () => {
  tokens = [await signedIn(userId), await signedIn(userId)];
});

const endHere = (sessionId?: string) =>
  inContext({ user: house.here.people.Ada?.userId ?? "", workspace: house.here.workspaceId }, (tx) =>
    endSessionsWithoutWork(tx, [userId], sessionId),
  );
const inForce = async () => (await Promise.all(tokens.map(personOf))).filter(Boolean).length;

/** As the owner in the context of the other workspace. */
const there = <T>(work: (tx: House["owner"]) => Promise<T>) =>
  house.owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${house.there.workspaceId}, true)`;
    return work(tx as unknown as House["owner"]);
  });

describe("sessions of somebody whose access to a workspace ends", () => {
  test("end, all of them or the one that is named", async () => {
    const one = await personOf(tokens[0] ?? "");
    expect(await endHere(one?.sessionId)).toMatchObject({ ended: 1 });
    expect(await inForce()).toBe(1);
    await endHere();
    expect(await inForce()).toBe(0);
  });

  test("stay while they are active in another workspace that is in use", async () => {
    const membership = uuidv7();
    const workspace = house.there.workspaceId;
    await there(async (tx) => {
      await tx`insert into memberships (workspace_id, id, user_id) values (${workspace}, ${membership}, ${userId})`;
      await tx`insert into active_periods (workspace_id, id, membership_id) values (${workspace}, ${uuidv7()}, ${membership})`;
    });
    expect(await endHere()).toEqual({ ended: 0, kept: new Set([userId]) });
    expect(await inForce()).toBe(2);
    await there((tx) => tx`update workspaces set archived_at = now() where id = ${workspace}`);
    expect((await endHere()).kept.size).toBe(0);
    await there((tx) => tx`update workspaces set archived_at = null where id = ${workspace}`);
    expect((await endHere()).kept.size).toBe(1);
    await there(
      (tx) => tx`update active_periods set valid_to = clock_timestamp() where membership_id = ${membership}`,
    );
    expect((await endHere()).kept.size).toBe(0);
    expect(await inForce()).toBe(0);
  });

  test("stay while they administer an account", async () => {
    const [account] = await house.owner`select account_id as id from workspaces where slug = 'there'`;
    await house.owner`
      insert into account_administrators (account_id, id, user_id) values (${account?.id}, ${uuidv7()}, ${userId})`;
    expect(await endHere()).toMatchObject({ ended: 0 });
    await house.owner`update account_administrators set valid_to = clock_timestamp() where user_id = ${userId}`;
    expect((await endHere()).kept.size).toBe(0);
  });

  test("the look at them leaves the context as it was", async () => {
    const ada = house.here.people.Ada?.userId ?? "";
    const after = await inContext({ user: ada, workspace: house.here.workspaceId }, async (tx) => {
      await endSessionsWithoutWork(tx, [userId, house.there.people.Zoe?.userId ?? ""]);
      const [context] = await tx.execute("select remit_user() as user");
      return context;
    });
    expect(after).toEqual({ user: ada });
  });
});
