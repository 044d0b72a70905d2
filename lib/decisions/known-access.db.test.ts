import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type AskedHouse, edit, openAskedHouse, segments, vic } from "@/lib/decisions/testing/asked-house";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let asked: AskedHouse;
let vicsMembership: string;

beforeAll(async () => {
  asked = await openAskedHouse();
  vicsMembership = asked.house.here.people.Vic?.membershipId ?? "";
});
afterAll(() => asked.house.close());

const mayEdit = async (subject = vic) =>
  (await asked.post("evaluation", { subject, action: edit, resource: segments })).body.decision;

async function give(role: string, milliseconds: number | null = null): Promise<string> {
  const { owner, here } = asked.house;
  const id = crypto.randomUUID();
  await owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source, valid_to)
    values (${here.workspaceId}, ${id}, ${vicsMembership}, ${here.roles[role] ?? ""}, ${here.workspaceId}, 'direct',
      ${milliseconds === null ? null : owner`clock_timestamp() + make_interval(secs => ${milliseconds / 1000})`})`;
  return id;
}
const end = (id: string) =>
  asked.house.owner`update grants set valid_to = clock_timestamp() where id = ${id}`;
const announce = () =>
  asked.house
    .owner`update workspaces set access_version = access_version + 1 where id = ${asked.house.here.workspaceId}`;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("a change is seen at the next request, in either direction", async () => {
  for (let round = 0; round < 5; round++) {
    expect(await mayEdit()).toBe(false);
    const id = await give("editor");
    await announce();
    expect(await mayEdit()).toBe(true);
    await end(id);
    await announce();
  }
  expect(await mayEdit()).toBe(false);
});

test("control: facts are kept, so a change that nobody announced is not seen", async () => {
  expect(await mayEdit()).toBe(false);
  const id = await give("editor");
  expect(await mayEdit()).toBe(false);
  await end(id);
  await announce();
});

test("what ends by itself ends on time, though nothing is announced and nothing read again", async () => {
  await give("editor", 900);
  await announce();
  expect(await mayEdit()).toBe(true);
  await pause(1_000);
  expect(await mayEdit()).toBe(false);
});

test("who is disabled, and who no longer administers the account, is out at once without an announcement", async () => {
  const { owner, here } = asked.house;
  const ben = { type: "user", id: "ben@here.example" };
  expect(await mayEdit(ben)).toBe(true);
  await owner`update users set disabled_at = now() where email = ${ben.id}`;
  expect(await mayEdit(ben)).toBe(false);
  await owner`update users set disabled_at = null where email = ${ben.id}`;
  expect(await mayEdit(ben)).toBe(true);

  expect(await mayEdit()).toBe(false);
  const administrator = crypto.randomUUID();
  await owner`insert into account_administrators (account_id, id, user_id)
    select account_id, ${administrator}, ${here.people.Vic?.userId ?? ""} from workspaces where id = ${here.workspaceId}`;
  expect(await mayEdit()).toBe(true);
  await owner`update account_administrators set valid_to = clock_timestamp() where id = ${administrator}`;
  expect(await mayEdit()).toBe(false);
});
