import { afterAll, expect, it } from "vitest";
import { addMembers } from "./commands";
import { type GroupDetail, groupDetail } from "./detail";
import { type GroupMembersPage, groupMembers } from "./members";
import { type GroupsPage, groupsOf } from "./queries";
import { actsIn } from "./testing/acts";
import { world } from "./testing/world";

const w = await world(0);
const { by, members, group } = actsIn(w);
afterAll(() => w.close());

it("sorts by name, by members and by age, page by page", async () => {
  const made: string[] = [];
  for (let count = 0; count < 55; count += 1) made.push((await group()).groupId);
  const [few, many] = [made[3] as string, made[20] as string];
  const on = (groupId: string) => ({ workspace: w.slug, groupId });
  await by("ada", () => addMembers.execute({ ...on(few), ...members("vic") }));
  await by("ada", () => addMembers.execute({ ...on(many), ...members("vic", "gil") }));

  const page = async (sort: "name" | "members" | "newest", after = "") => {
    const answered = await by("ada", () => groupsOf({ workspace: w.slug, sort, after }));
    return answered.value as unknown as GroupsPage;
  };
  const all = async (sort: "name" | "members" | "newest") => {
    const first = await page(sort);
    expect(first.rows).toHaveLength(50);
    const second = await page(sort, first.next ?? "");
    expect(second.next).toBeNull();
    return [...first.rows, ...second.rows];
  };
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const byName = await all("name");
  expect(new Set(ids(byName)).size).toBe(byName.length);
  const byMembers = await all("members");
  expect(ids(byMembers).toSorted()).toEqual(ids(byName).toSorted());
  expect(byMembers.map(({ people }) => people)).toEqual(
    byMembers.map(({ people }) => people).toSorted((a, b) => b - a),
  );
  expect(ids(byMembers).indexOf(many)).toBeLessThan(ids(byMembers).indexOf(few));
  expect(ids(await all("newest")).filter((id) => made.includes(id))).toEqual(made.toReversed());
});

it("counts alike everywhere: whoever was removed is in no group, whoever is deactivated still is", async () => {
  const { groupId } = await group();
  const rival = await group();
  const on = { workspace: w.slug, groupId };
  await by("ada", () => addMembers.execute({ ...on, ...members("vic", "gil", "oda") }));
  await by("ada", () => addMembers.execute({ ...on, groupId: rival.groupId, ...members("vic", "gil") }));
  const [removed] = members("oda").membershipIds;
  const [deactivated] = members("gil").membershipIds;
  await w.owner`update memberships set ended_at = now() where id = ${removed as string}`;
  await w.owner`update memberships set inactive_since = now() where id = ${deactivated as string}`;

  const list = (await by("ada", () => groupsOf({ workspace: w.slug, sort: "members" })))
    .value as unknown as GroupsPage;
  const detail = (await by("ada", () => groupDetail(on))).value as unknown as GroupDetail;
  const inside = (await by("ada", () => groupMembers(on))).value as unknown as GroupMembersPage;
  expect(list.rows.find(({ id }) => id === groupId)?.people).toBe(2);
  expect(detail).toMatchObject({ people: 2, deactivated: 1 });
  expect(inside.rows.map(({ active }) => active).sort()).toEqual([false, true]);
  const places = [groupId, rival.groupId].map((id) => list.rows.findIndex((row) => row.id === id));
  expect(Math.abs((places[0] ?? 0) - (places[1] ?? 0))).toBe(1);
});
