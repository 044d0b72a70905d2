import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { candidatesFor } from "./candidates";
import { addToTeam, leaveTeam, removeFromTeam, reviseGrant } from "./commands";
import { teamOf } from "./queries";
import { type Agency, agency, type Name } from "./testing/agency";

let here: Agency;
beforeAll(async () => {
  here = await agency();
});
afterAll(() => here.close());

const at = (place: keyof Agency["places"] = "project") => ({
  workspace: here.slug,
  resourceId: here.places[place],
});
async function team(
  who: Name,
  more: Record<string, unknown> = {},
  place: keyof Agency["places"] = "project",
) {
  const outcome = await as(here.tokens[who], () => teamOf({ ...at(place), ...more }));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}
const named = (page: Awaited<ReturnType<typeof team>>) =>
  page.rows.map(({ name, from }) => (from ? `${name} from ${from.name}` : name));

describe("the team of an object", () => {
  test("its own places first, then inherited ones from the nearest up; groups before people", async () => {
    const page = await team("Ada");
    expect(named(page)).toEqual([
      "Pia",
      "Crew from Spring",
      "Cem from Spring",
      "Eli from Spring",
      "Lea from Spring",
      "Max from Spring",
      "Ada from Agency",
    ]);
    expect(page.counts).toEqual({ direct: 1, inherited: 6 });
    expect(page.rows[0]).toMatchObject({ level: 1, differences: [], from: null, kind: "member" });
    expect(page.rows[1]).toMatchObject({ kind: "group", people: 1, from: { open: true } });
    expect(page.place).toEqual({ above: ["Spring"], projects: 0, actions: 1 });
  });

  test("whoever is on the project alone sees where the others come from, and may not go there", async () => {
    const page = await team("Pia");
    expect(page.rows.find(({ name }) => name === "Cem")?.from).toMatchObject({ name: "Spring", open: false });
    expect(page.rows.find(({ name }) => name === "Ada")?.from).toMatchObject({ open: false });
    expect(page).toMatchObject({ may: { edit: false, manage: false }, choices: null });
    expect(page.yours).toMatchObject({ level: 1, own: [{ grantId: here.grants.Pia, role: "Looker" }] });
  });

  test("a member of a group is told why: group, role, campaign", async () => {
    const { yours } = await team("Gus");
    expect(yours.proof).toMatchObject([
      { group: { name: "Crew" }, roleName: "Looker", resource: { name: "Spring" } },
    ]);
    expect(yours.own).toEqual([]);
  });

  test("nobody without group-access:view reads it", async () => {
    const outcome = await as(here.tokens.Nia, () => teamOf(at()));
    expect(outcome).toMatchObject({ ok: false, code: "not-found" });
    const blind = await here.give({
      principal: { membershipId: here.members.Nia },
      resourceId: here.places.project,
      role: "Looker",
      minus: ["group-access:view"],
    });
    expect(await as(here.tokens.Nia, () => teamOf(at()))).toMatchObject({ code: "forbidden" });
    await here.owner`update grants set valid_to = clock_timestamp() where id = ${blind}`;
  });

  test("search finds people, and groups by who is in them; filters by group and role", async () => {
    expect(named(await team("Ada", { q: "Gus" }))).toEqual(["Crew from Spring"]);
    expect(named(await team("Ada", { q: "pia@" }))).toEqual(["Pia"]);
    expect(named(await team("Ada", { groupId: here.groups.crew }))).toEqual(["Crew from Spring"]);
    expect(named(await team("Ada", { roleId: here.roles.Lead }))).toEqual(["Lea from Spring"]);
    expect(named(await team("Ada", { q: "%" }))).toEqual([]);
  });

  test("groups that are on no team here are named to those who pick from them, or see all groups", async () => {
    const groups = async (who: Name) => (await team(who)).filters.groups.map(({ name }) => name);
    for (const who of ["Ada", "Lea"] as const) expect(await groups(who)).toEqual(["Crew", "Empty"]);
    for (const who of ["Eli", "Pia"] as const) expect(await groups(who)).toEqual(["Crew"]);
  });

  test("people who hold more in another way are named, with the path", async () => {
    const grant = await here.give({
      principal: { membershipId: here.members.Lea },
      resourceId: here.places.project,
      role: "Looker",
    });
    const page = await team("Ada");
    expect(page.others).toMatchObject([
      { name: "Lea", level: 3, proof: [{ roleName: "Lead", resource: { name: "Spring" } }] },
    ]);
    expect(page.rows.find(({ name, from }) => name === "Lea" && !from)).toMatchObject({ closed: null });
    expect((await team("Lea")).rows.find(({ name, from }) => name === "Lea" && !from)?.closed).toContain(
      "own access",
    );
    await here.owner`update grants set valid_to = clock_timestamp() where id = ${grant}`;
  });

  test("a long team comes in pages, each row once", async () => {
    const rows = await here.owner<{ id: string }[]>`
      with people as (
        insert into users (id, email, name) select gen_random_uuid(), 'p' || n || '@long.example', 'Person ' || n
        from generate_series(1, 130) n returning id
      ), joined as (
        insert into memberships (workspace_id, id, user_id) select ${here.workspaceId}, gen_random_uuid(), id from people
        returning id
      ), lively as (
        insert into active_periods (workspace_id, id, membership_id)
        select ${here.workspaceId}, gen_random_uuid(), id from joined
      ) insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      select ${here.workspaceId}, gen_random_uuid(), id, ${here.roles.Looker ?? ""}, ${here.places.other}, 'direct' from joined
      returning id`;
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await team("Ada", after ? { after } : {}, "other");
      seen.push(...page.rows.map(({ grantId }) => grantId));
      after = page.next ?? undefined;
      expect(page.rows.length).toBeLessThanOrEqual(50);
    } while (after);
    expect(seen).toHaveLength(rows.length + 1);
    expect(new Set(seen).size).toBe(seen.length);
    expect(rows.every(({ id }) => seen.includes(id))).toBe(true);
  });
});

describe("what a manager chooses from", () => {
  test("roles on objects, with what the manager does not hold closed", async () => {
    const { choices } = await team("Lea");
    const names = choices?.roles.map(({ name }) => name) ?? [];
    expect(names[0]).toBe("Contributor");
    expect(names).toEqual(expect.arrayContaining(["Viewer", "Editor", "Lead", "Looker", "Admin"]));
    for (const none of ["Consumer", "Owner", "Steward", "Settings"]) expect(names).not.toContain(none);
    expect(choices?.roles.find(({ name }) => name === "Editor")?.closed).toContain("You do not hold");
    expect(choices?.roles.find(({ name }) => name === "Lead")?.closed).toBeNull();
    expect(choices?.ceiling).toMatchObject({ budget: "none", "group-access": "manage" });
    expect(choices?.completion).toMatchObject({ name: "Voucher" });
    expect((await team("Lea", {}, "campaign")).choices?.completion).toBeNull();
  });

  test("active people and groups, marked when they are on it, are oneself, or hold something already", async () => {
    const of = async (q: string) => {
      const outcome = await as(here.tokens.Lea, () => candidatesFor({ ...at(), q }));
      if (!outcome.ok) throw new Error(outcome.message);
      return [...outcome.value.groups, ...outcome.value.members].find(({ name }) => name === q);
    };
    expect((await of("Pia"))?.closed).toContain("On this project already");
    expect((await of("Lea"))?.closed).toContain("Nobody changes their own access");
    expect(await of("Nia")).toMatchObject({ closed: null, note: "nothing here yet" });
    expect((await of("Gus"))?.note).toBe("Viewer here, through Crew on Spring");
    expect(await of("Crew")).toMatchObject({
      people: 1,
      closed: null,
      note: "Looker, inherited from Spring",
    });
    expect(await of("Dov")).toBeUndefined();
    const denied = await as(here.tokens.Eli, () => candidatesFor(at()));
    expect(denied).toMatchObject({ ok: false, code: "forbidden" });
  });
});

describe("previews", () => {
  test("count who gains, and write nothing", async () => {
    const outcome = await as(here.tokens.Lea, () =>
      addToTeam.preview({
        ...at(),
        membershipIds: [here.members.Nia, here.members.Cem],
        groupIds: [here.groups.empty],
        roleId: here.roles.Looker ?? "",
      }),
    );
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        refusal: null,
        summary: { counts: { gain: 1, stay: 1, lose: 0 } },
        becomes: [{ level: 1, people: 1 }],
      },
    });
    expect(named(await team("Ada"))[0]).toBe("Pia");
  });

  test("refuse with the command's own sentence", async () => {
    const question = {
      ...at(),
      membershipIds: [here.members.Nia],
      roleId: here.roles.editor ?? "",
    };
    const preview = await as(here.tokens.Lea, () => addToTeam.preview(question));
    const done = await as(here.tokens.Lea, () => addToTeam.execute(question));
    if (!preview.ok || done.ok) throw new Error("expected a refusal");
    expect(preview.value).toMatchObject({ refusal: done.message });
  });

  test("tell what a change and a removal take, and what giving back would", async () => {
    const change = await as(here.tokens.Ada, () =>
      reviseGrant.preview({
        ...at(),
        grantId: here.grants.Pia,
        roleId: here.roles.Looker ?? "",
        rights: { "group-access": "none" },
      }),
    );
    expect(change).toMatchObject({ value: { summary: { counts: { gain: 0, lose: 1 } } } });
    const removal = await as(here.tokens.Ada, () =>
      removeFromTeam.preview({ ...at(), grantIds: [here.grants.Pia] }),
    );
    expect(removal).toMatchObject({
      value: { summary: { people: [{ name: "Pia" }] }, becomes: [{ level: 0, people: 1 }] },
    });
    const own = { ...at(), grantId: here.grants.Pia };
    const leave = await as(here.tokens.Pia, () => leaveTeam.preview(own));
    expect(leave).toMatchObject({ value: { refusal: null, summary: { counts: { lose: 1 } } } });
    expect(await as(here.tokens.Nia, () => leaveTeam.preview(own))).toMatchObject({
      value: { refusal: expect.stringContaining("no place of your own"), summary: null },
    });
  });
});
