import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteRole, reviseRole } from "./commands";
import { actsOf, draft } from "./testing/acts";
import { type Office, openOffice, slug } from "./testing/office";

let o: Office;
const { by } = actsOf(() => o);
const holders = 10_000;
const sets = 200;
/** Milliseconds. People may wait a second; a machine that runs other tests meanwhile is given more. */
const allowed = process.env.REMIT_SOAK ? 1_000 : 4_000;

beforeAll(async () => {
  o = await openOffice();
  await writeHolders();
}, 120_000);
afterAll(() => o.close());

/** People who hold Analyst: half of them directly, half through a group, and in many different sets of other roles. */
async function writeHolders(): Promise<void> {
  const { workspaceId, roles } = o.here;
  await o.owner.begin(async (tx) => {
    await tx`
      create temporary table people on commit drop as
      select gen_random_uuid() as "user", gen_random_uuid() as id, n from generate_series(1, ${holders}) n`;
    await tx`
      insert into users (id, email, name)
      select "user", 'holder' || n || '@many.example', 'Holder ' || n from people`;
    await tx`
      insert into memberships (workspace_id, id, user_id) select ${workspaceId}, id, "user" from people`;
    await tx`
      insert into active_periods (workspace_id, id, membership_id)
      select ${workspaceId}, gen_random_uuid(), id from people`;
    await tx`
      insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      select ${workspaceId}, gen_random_uuid(), id, ${o.roles.analyst}, ${workspaceId}, 'direct' from people where n % 2 = 0`;
    await tx`
      insert into group_memberships (workspace_id, id, group_id, membership_id)
      select ${workspaceId}, gen_random_uuid(), ${o.group}, id from people where n % 2 = 1`;
    await tx`
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      select ${workspaceId}, r.id, 'campaign', 'Campaign ' || r.n, ${workspaceId}, array[${workspaceId}::uuid, r.id]
      from (select gen_random_uuid() as id, n from generate_series(1, ${sets}) n) r`;
    await tx`
      insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      select ${workspaceId}, gen_random_uuid(), h.id, ${roles.contributor ?? ""}, r.id, 'direct'
      from people h join resources r on r.workspace_id = ${workspaceId} and r.name = 'Campaign ' || (1 + h.n % ${sets})`;
  });
  await o.owner`analyze`;
}

async function fastest(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}

test("an edit of a role held by 10,000 people is previewed within a second", async () => {
  const permissions = [...draft.permissions, "data-space:personal-info"];
  const asked = { workspace: slug, roleId: o.roles.analyst, draft: { ...draft, permissions } };
  const answer = await by("Ada", () => reviseRole.preview(asked as never));
  expect(answer).toMatchObject({
    value: { summary: { counts: { gain: holders + 3, stay: 0, lose: 0 }, others: holders + 3 - 50 } },
  });
  const took = await fastest(() => by("Ada", () => reviseRole.preview(asked as never)));
  console.log(
    `preview of an edited role with ${holders} holders in ${sets * 2} sets: ${Math.round(took)} ms`,
  );
  expect(took).toBeLessThan(allowed);
}, 60_000);

test("its deletion is previewed with all grants turned over", async () => {
  const asked = { workspace: slug, roleId: o.roles.analyst, replacementId: o.here.roles.viewer ?? "" };
  const answer = await by("Ada", () => deleteRole.preview(asked));
  expect(answer).toMatchObject({ value: { grants: holders / 2 + 3 } });
  const took = await fastest(() => by("Ada", () => deleteRole.preview(asked)));
  console.log(`preview of its deletion: ${Math.round(took)} ms`);
  expect(took).toBeLessThan(2 * allowed);
}, 60_000);
