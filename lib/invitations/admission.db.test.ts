import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessAt } from "@/lib/access/access";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { acceptInvitation } from "./acceptance";
import { removeInvitation, resendInvitation } from "./commands";
import { address, handles } from "./testing/handles";
import { type Member, valueIn, type World, world } from "./testing/world";

let w: World;
let h: ReturnType<typeof handles>;
beforeAll(async () => {
  w = await world();
  h = handles(w);
});
afterAll(() => w.close());

describe.each(["signed in", "by code"] as const)("accepted %s", (way) => {
  /** Invites an address and gives the way to take it up. */
  async function offered(input: Record<string, unknown> = {}, by?: Member) {
    const email = address();
    const person = way === "signed in" ? await w.stranger(email) : null;
    const { token, invitationId } = await h.invited(email, input, by);
    const take = async (link = token) => {
      if (person) return h.accept(person, link);
      const begun = await h.begin(link);
      return begun.ok ? h.complete(link, await h.codeFor(email)) : begun;
    };
    return { email, token, invitationId, take };
  }

  test("gives membership and role, tells the audit log as the new member, and welcomes", async () => {
    const { email, take, invitationId } = await offered();
    const version = async () => (await w.owner`select access_version as v from workspaces`)[0]?.v;
    const before = await version();
    expect(valueIn(await take())).toEqual({ slug: "north", workspaceName: "North" });
    expect(Number(await version())).toBe(Number(before) + 1);
    const { access, facts, root } = await h.accessOf(email);
    expect(access.active && access.can("segment:view", root)).toBe(true);
    expect(facts.grants).toMatchObject([{ source: "invitation", validity: { to: null } }]);
    const events =
      await w.owner`select action, actor_id from audit_events where target_id = ${invitationId} order by seq`;
    expect(events).toMatchObject([
      { action: "invitation.sent" },
      { action: "invitation.accepted", actor_id: facts.subject?.id },
    ]);
    expect(await w.mailed("welcome", email)).toMatchObject({
      workspaceName: "North",
      link: "http://localhost:3000/w/north",
    });
  });

  test("20 at once make one membership", async () => {
    const { email, token } = await offered();
    const [user] = await w.owner`select id from users where email = ${email}`;
    if (way === "by code") valueIn(await h.begin(token));
    const code = way === "by code" ? await h.codeFor(email) : "";
    const session = user ? await signedIn(user.id) : null;
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        session ? as(session, () => acceptInvitation.execute({ token })) : h.complete(token, code),
      ),
    );
    expect(results.some(({ ok }) => ok)).toBe(true);
    for (const result of results) if (!result.ok) expect(result.message).toContain("used already");
    expect(await h.membershipsOf(email)).toHaveLength(1);
    const { facts } = await h.accessOf(email);
    expect(facts.grants).toHaveLength(1);
    expect(facts.active).toHaveLength(1);
    expect(
      await w.owner`select 1 from audit_events where action = 'invitation.accepted' and target_label = ${email}`,
    ).toHaveLength(1);
  });

  test("an expired one is refused, by the database's clock", async () => {
    const { email, invitationId, take } = await offered();
    await w.owner`update invitations set expires_at = clock_timestamp() where id = ${invitationId}`;
    expect(await take()).toMatchObject({ code: "conflict", message: expect.stringContaining("expired") });
    expect(await h.membershipsOf(email)).toHaveLength(0);
  });

  test("one whose temporary access is over is refused", async () => {
    const { email, invitationId, take } = await offered({ endsOn: "2038-01-01" });
    await w.owner`update invitations set access_ends_at = clock_timestamp() where id = ${invitationId}`;
    expect(await take()).toMatchObject({ code: "conflict" });
    expect(await h.membershipsOf(email)).toHaveLength(0);
  });

  test("a removed one is refused, and so is the old link of a resent one; the new link works", async () => {
    const removed = await offered();
    const change = (command: typeof removeInvitation | typeof resendInvitation, invitationId: string) =>
      as(w.admin.token, () => command.execute({ workspace: w.slug, invitationId }));
    valueIn(await change(removeInvitation, removed.invitationId));
    expect(await removed.take()).toMatchObject({ code: "conflict" });
    const resent = await offered();
    valueIn(await change(resendInvitation, resent.invitationId));
    expect(await resent.take()).toMatchObject({ code: "conflict" });
    expect(await h.membershipsOf(resent.email)).toHaveLength(0);
    expect((await resent.take(await w.linkOf(resent.email))).ok).toBe(true);
  });

  test("what the inviter may no longer give is refused: demoted, deactivated, without Invite User, disabled", async () => {
    const host = await w.role(`Host ${way}`, { levels: { segment: 1 }, fine: ["general:invite-user"] });
    const ruin: ((inviter: Member) => Promise<unknown>)[] = [
      ({ membershipId }) => w.owner`
        update grants set valid_to = clock_timestamp() where membership_id = ${membershipId} and role_id = ${w.roles.admin as string}`,
      ({ membershipId }) => w.owner`
        update active_periods set valid_to = clock_timestamp() where membership_id = ${membershipId}`,
      ({ membershipId }) =>
        w.owner`update grants set valid_to = clock_timestamp() where membership_id = ${membershipId}`,
      ({ userId }) => w.owner`update users set disabled_at = now() where id = ${userId}`,
    ];
    for (const [index, spoil] of ruin.entries()) {
      const inviter = await w.join(`Inviter${index}${way.replace(" ", "")}`, [w.roles.admin as string, host]);
      const { email, take, invitationId } = await offered({ roleIds: [w.roles.editor] }, inviter);
      await spoil(inviter);
      expect(await take()).toMatchObject({
        code: "conflict",
        message: expect.stringContaining("may no longer give"),
      });
      expect(await h.membershipsOf(email)).toHaveLength(0);
      const [row] = await w.owner`select accepted_at from invitations where id = ${invitationId}`;
      expect(row?.accepted_at).toBeNull();
    }
  });

  test("an inviter who lost Invite User alone is refused, whatever they hold themselves", async () => {
    const host = await w.role(`Passing host ${way}`, { fine: ["general:invite-user"] });
    const inviter = await w.join(`Passing${way.replace(" ", "")}`, [w.roles.viewer as string, host]);
    const { take, email } = await offered({}, inviter);
    await w.owner`update grants set valid_to = clock_timestamp() where role_id = ${host}`;
    expect(await take()).toMatchObject({ code: "conflict" });
    expect(await h.membershipsOf(email)).toHaveLength(0);
  });

  test("the ceiling is met again by what the groups hold meanwhile", async () => {
    const host = await w.role(`Group host ${way}`, { levels: { segment: 4 }, fine: ["general:invite-user"] });
    const inviter = await w.join(`Grouping${way.replace(" ", "")}`, [host, w.roles.viewer as string]);
    const group = await w.group(`Team ${way}`, w.roles.viewer as string);
    const { take, email } = await offered({ groupIds: [group] }, inviter);
    await w.owner`update grants set role_id = ${w.roles["power-user"] as string} where group_id = ${group}`;
    expect(await take()).toMatchObject({ code: "conflict" });
    expect(await h.membershipsOf(email)).toHaveLength(0);
  });

  test("a role that was deleted meanwhile is not given", async () => {
    const role = await w.role(`Short lived ${way}`, { levels: { segment: 1 } });
    const { take } = await offered({ roleIds: [role] });
    await w.owner`update roles set ended_at = now() where id = ${role}`;
    expect(await take()).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("changed meanwhile"),
    });
  });

  test("what else it offers is given when a group was deleted meanwhile", async () => {
    const gone = await w.group(`Gone ${way}`, w.roles.editor as string);
    const { take, email } = await offered({ roleIds: [w.roles.viewer as string], groupIds: [gone] });
    await w.owner`update groups set ended_at = now() where id = ${gone}`;
    valueIn(await take());
    const { access, facts, root } = await h.accessOf(email);
    expect(access.can("segment:view", root)).toBe(true);
    expect(access.can("segment:edit", root)).toBe(false);
    expect(facts.groups).toEqual([]);
  });

  test("temporary access ends for roles and groups alike", async () => {
    const group = await w.group(`Passing ${way}`, w.roles.editor as string);
    const { email, take } = await offered({ groupIds: [group], endsOn: "2038-01-01" });
    valueIn(await take());
    const { facts, access, root } = await h.accessOf(email);
    const end = Date.parse("2038-01-02T00:00:00+01:00") * 1000;
    expect(access.can("segment:edit", root)).toBe(true);
    expect(facts.groups.map(({ validity }) => validity.to)).toEqual([end]);
    expect(accessAt(facts, end - 1).can("segment:edit", root)).toBe(true);
    expect(
      accessAt(facts, end)
        .profile(root)
        .every((level) => level === 0),
    ).toBe(true);
  });

  test("a first place gives the role there and nothing on the workspace", async () => {
    const { email, take } = await offered({ place: { roleId: w.roles.contributor, resourceId: w.project } });
    valueIn(await take());
    const { access, root } = await h.accessOf(email);
    const project = {
      id: w.project,
      kind: "project" as const,
      name: "Spring",
      path: [w.workspace, w.project],
    };
    expect(access.can("campaign:edit", project)).toBe(true);
    expect(access.can("campaign:edit", root)).toBe(false);
  });

  test("a removed person gets a fresh membership", async () => {
    const { email, take } = await offered();
    valueIn(await take());
    const [old] = await h.membershipsOf(email);
    await w.owner`update memberships set ended_at = clock_timestamp() where id = ${old?.id}`;
    await w.owner`update active_periods set valid_to = clock_timestamp() where membership_id = ${old?.id}`;
    await w.owner`update grants set valid_to = clock_timestamp() where membership_id = ${old?.id}`;
    const { token } = await h.invited(email);
    const [user] = await w.owner`select id from users where email = ${email}`;
    const session = await signedIn(user?.id);
    valueIn(await as(session, () => acceptInvitation.execute({ token })));
    expect(await h.membershipsOf(email)).toMatchObject([{ live: false }, { live: true }]);
  });

  test("a deactivated one is reactivated, when the inviter may do that", async () => {
    const host = await w.role(`Mere host ${way}`, { levels: { segment: 4 }, fine: ["general:invite-user"] });
    const mere = await w.join(`Mere${way.replace(" ", "")}`, [host, w.roles.viewer as string]);
    for (const inviter of [mere, w.admin]) {
      const { email, take } = await offered({}, inviter);
      const [known] = await w.owner`
        insert into users (id, email, name) values (gen_random_uuid(), ${email}, 'Known') on conflict (email) do update set name = 'Known' returning id`;
      await w.owner`
        insert into memberships (workspace_id, id, user_id) values (${w.workspace}, ${known?.id}, ${known?.id})`;
      await w.owner`
        insert into active_periods (workspace_id, id, membership_id, valid_from, valid_to)
        values (${w.workspace}, ${known?.id}, ${known?.id}, now() - interval '2 days', now() - interval '1 day')`;
      const result = await take();
      const { access } = await h.accessOf(email);
      if (inviter === mere)
        expect(result).toMatchObject({ code: "conflict", message: expect.stringContaining("deactivated") });
      else valueIn(result);
      expect(access.active).toBe(inviter === w.admin);
      expect(await h.membershipsOf(email)).toHaveLength(1);
    }
  });

  test("somebody who is a member by now gets the grants in addition", async () => {
    const { email, take } = await offered({ roleIds: [w.roles.editor] });
    const [known] = await w.owner`
      insert into users (id, email, name) values (gen_random_uuid(), ${email}, 'Known') on conflict (email) do update set name = 'Known' returning id`;
    await w.owner`insert into memberships (workspace_id, id, user_id) values (${w.workspace}, ${known?.id}, ${known?.id})`;
    await w.owner`insert into active_periods (workspace_id, id, membership_id) values (${w.workspace}, ${known?.id}, ${known?.id})`;
    valueIn(await take());
    expect(await h.membershipsOf(email)).toHaveLength(1);
    const { access, root } = await h.accessOf(email);
    expect(access.can("segment:edit", root)).toBe(true);
  });

  test("a disabled person is refused", async () => {
    const email = address();
    const person = await w.stranger(email);
    const { token } = await h.invited(email);
    if (way === "by code") valueIn(await h.begin(token));
    await w.owner`update users set disabled_at = now() where id = ${person.userId}`;
    const result =
      way === "by code" ? await h.complete(token, await h.codeFor(email)) : await h.accept(person, token);
    expect(result.ok).toBe(false);
    expect(await h.membershipsOf(email)).toHaveLength(0);
  });

  test("a scanner's ten looks burn nothing", async () => {
    const { take, token } = await offered();
    for (let look = 0; look < 10; look += 1) expect(await h.pageOf(token)).toMatchObject({ state: "open" });
    expect((await take()).ok).toBe(true);
  });
});
