import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { inContext } from "@/db/tenant";
import { openScope } from "@/lib/doorway/scope";
import { removeMembers } from "@/lib/groups/commands";
import { groupDetail } from "@/lib/groups/detail";
import { groupMembers } from "@/lib/groups/members";
import { groupsOf } from "@/lib/groups/queries";
import { homeOf, shellOf } from "@/lib/home/queries";
import type { Person } from "@/lib/identity/actor";
import { invitationChoices, pendingInvitations } from "@/lib/invitations/queries";
import { addRole, deactivateMember, revokeAccess } from "@/lib/members/commands";
import { memberDetail } from "@/lib/members/detail";
import { membersOf } from "@/lib/members/queries";
import { objectOverview } from "@/lib/resources/overview";
import { type Garden, openGarden } from "@/lib/resources/testing/garden";
import { objectTree } from "@/lib/resources/tree";
import { roleDetail, rolesList } from "@/lib/roles/queries";
import { found } from "@/lib/search/queries";
import { auditFilters } from "./choices";
import { auditExport } from "./export";
import { readAuditView } from "./input";
import { auditEvents } from "./queries";

vi.hoisted(() => {
  Object.assign(process.env, {
    LOG_LEVEL: "silent",
    REMIT_WORKER_DATABASE_URL: "postgres://worker:x@localhost:5432/remit",
    RESEND_API_KEY: "re_test",
    REMIT_FROM: "remit@remit.example",
    REMIT_URL: "http://localhost:3000",
    REMIT_SECRET: "abcdefghijklmnopqrstuvwxyz0123456789",
  });
});

const canary = "Canary";
const hidden = "an object you cannot see";

let garden: Garden;
const group = randomUUID();

/** Dea may view members, Eli reads the audit log and invites; neither sees an object, and Vic holds something on two. */
beforeAll(async () => {
  garden = await openGarden();
  const { owner, here, ids } = garden;
  const { workspaceId } = here;
  await owner`update resources set name = ${canary} || ' "' || name || '" on it' where kind <> 'workspace'`;
  await garden.role("Reader", ["general:view-members"]);
  await garden.role("Auditor", ["governance:view-audit", "general:invite-user", "general:manage-user"]);
  const onWorkspace = async (name: "Dea" | "Eli", role: string) => owner`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
    values (${workspaceId}, ${randomUUID()}, ${here.people[name]?.membershipId ?? ""}, ${here.roles[role] ?? ""}, ${workspaceId}, 'setup')`;
  await onWorkspace("Dea", "Reader");
  await onWorkspace("Eli", "Auditor");
  await garden.give("Vic", "contributor", "Roses", { endsWithId: ids.Roses });
  await owner`insert into groups (workspace_id, id, name) values (${workspaceId}, ${group}, 'Gardeners')`;
  await owner`insert into group_memberships (workspace_id, id, group_id, membership_id)
    values (${workspaceId}, ${randomUUID()}, ${group}, ${here.people.Vic?.membershipId ?? ""})`;
  await owner`insert into grants (workspace_id, id, group_id, role_id, resource_id, source, ends_with_id)
    values (${workspaceId}, ${randomUUID()}, ${group}, ${here.roles.contributor ?? ""}, ${ids.Spring}, 'direct', ${ids.Tulips})`;
  const invitation = randomUUID();
  await owner`insert into invitations (workspace_id, id, email, token_hash, invited_by, expires_at)
    values (${workspaceId}, ${invitation}, 'new@garden.example', 'x', ${here.people.Ada?.userId ?? ""}, now() + interval '1 day')`;
  await owner`insert into invitation_roles (workspace_id, id, invitation_id, role_id, resource_id)
    values (${workspaceId}, ${randomUUID()}, ${invitation}, ${here.roles.contributor ?? ""}, ${ids.Kale})`;
  const tell = (event: {
    action: string;
    target: [string, string | null, string];
    on?: string;
    before?: object;
    after?: object;
  }) => owner`
    insert into audit_events (workspace_id, id, actor_id, actor_name, action, target_kind, target_id, target_label, resource_id,
      resource_label, before, after, request_id)
    values (${workspaceId}, ${randomUUID()}, ${here.people.Ada?.userId ?? ""}, 'Ada', ${event.action}, ${event.target[0]},
      ${event.target[1]}, ${event.target[2]}, ${event.on ?? null}, ${event.on ? `${canary} place` : ""},
      ${event.before ? owner.json(event.before as never) : null}, ${event.after ? owner.json(event.after as never) : null}, 'r')`;
  const vic = here.people.Vic?.membershipId ?? "";
  await tell({
    action: "team.role-added",
    target: ["member", vic, "Vic"],
    on: ids.Roses,
    after: { roles: ["Contributor"], note: `${canary} note` },
  });
  await tell({
    action: "object.renamed",
    target: ["project", ids.Roses, `${canary} new`],
    on: ids.Roses,
    before: { name: `${canary} old` },
    after: { name: `${canary} new` },
  });
  await tell({
    action: "object.moved",
    target: ["project", ids.Kale, `${canary} Kale`],
    before: { in: `${canary} A` },
    after: { in: `${canary} B`, gain: 1 },
  });
  await tell({
    action: "group.deleted",
    target: ["group", group, "Gardeners"],
    before: { grants: [`Contributor on ${canary} "Spring" on it`, "Viewer"], people: 1 },
  });
  await tell({
    action: "invitation.sent",
    target: ["invitation", invitation, "new@garden.example"],
    after: { roles: [`Contributor on ${canary}`] },
  });
});
afterAll(() => garden.close());

/** Every list and page that somebody without objects can open, as one of them reads it. */
async function everythingFor(name: "Ada" | "Dea" | "Eli"): Promise<string> {
  const { here } = garden;
  const member = { membershipId: here.people.Vic?.membershipId };
  const outcomes = [
    await garden.ask(name, shellOf),
    await garden.ask(name, homeOf),
    await garden.ask(name, membersOf, { tab: "members", sort: "name", q: "" }),
    await garden.ask(name, memberDetail, member),
    await garden.ask(name, memberDetail, { membershipId: here.people.Ada?.membershipId }),
    await garden.ask(name, groupsOf, { q: "", sort: "name" }),
    await garden.ask(name, groupDetail, { groupId: group }),
    await garden.ask(name, groupMembers, { groupId: group, q: "" }),
    await garden.ask(name, rolesList),
    await garden.ask(name, roleDetail, { roleId: here.roles.contributor }),
    await garden.ask(name, pendingInvitations, { q: "", sort: "newest" }),
    await garden.ask(name, invitationChoices),
    await garden.ask(name, found, { q: canary }),
    await garden.ask(name, objectTree),
    await garden.ask(name, auditEvents, readAuditView({})),
    await garden.ask(name, auditFilters, {}),
    await garden.ask(name, auditFilters, { what: canary, about: garden.ids.Roses }),
    await garden.ask(name, deactivateMember.preview, member),
    await garden.ask(name, deactivateMember.glance, member),
    await garden.ask(name, addRole.preview, { ...member, roleId: here.roles.viewer }),
    await garden.ask(name, revokeAccess.preview, member),
    await garden.ask(name, removeMembers.preview, {
      groupId: group,
      membershipIds: [here.people.Vic?.membershipId],
    }),
  ];
  return JSON.stringify(outcomes);
}

test("control: an Admin reads the names, in every place where others must not", async () => {
  const told = await everythingFor("Ada");
  expect(told.split(canary).length).toBeGreaterThan(15);
  expect(told).not.toContain(hidden);
});

test.each(["Dea", "Eli"] as const)("%s, who sees no object, reads no name of one", async (name) => {
  const told = await everythingFor(name);
  expect(told).not.toContain(canary);
  expect(told).toContain(hidden);
});

test("nor does a search of the log find events by a name that is hidden", async () => {
  const page = await garden.ask("Eli", auditEvents, readAuditView({ q: canary }));
  expect(page).toMatchObject({ ok: true, value: { events: [] } });
  const all = await garden.ask("Ada", auditEvents, readAuditView({ q: canary }));
  expect(all.ok && all.value.events.length).toBeGreaterThan(2);
});

test.each(["csv", "jsonl"] as const)("nor does an export as %s hold one", async (format) => {
  const { here, slug } = garden;
  const exported = (name: "Ada" | "Eli") => {
    const { userId = "" } = here.people[name] ?? {};
    const person: Person = { kind: "person", userId, name, email: "", sessionId: "", proofIsFresh: true };
    return inContext({ user: userId }, async (tx) => {
      const scope = { ...(await openScope(tx, person, slug)), actor: person };
      const events = await auditExport(scope, { format, q: "" }, new AbortController().signal);
      return new Response(events).text();
    });
  };
  expect(await exported("Ada")).toContain(canary);
  const told = await exported("Eli");
  expect(told).not.toContain(canary);
  expect(told).toContain(hidden);
  expect(told).toContain("Contributor");
});

test("the page of an object tells its story without the names of other places", async () => {
  await garden.give("Eli", "contributor", "Kale");
  const overview = (name: "Ada" | "Eli") => garden.ask(name, objectOverview, { resourceId: garden.ids.Kale });
  expect(JSON.stringify(await overview("Ada"))).toContain(`${canary} B`);
  const told = await overview("Eli");
  expect(told).toMatchObject({
    ok: true,
    value: { activity: [{ action: "object.moved", after: { gain: 1 } }] },
  });
  expect(JSON.stringify(told)).not.toContain(`${canary} B`);
});

test("whoever holds something below reads the names above it, and no others", async () => {
  await garden.give("Dea", "contributor", "Roses");
  const page = await garden.ask("Dea", groupDetail, { groupId: group });
  expect(page).toMatchObject({
    ok: true,
    value: { places: [{ resource: { name: `${canary} "Spring" on it` }, endsWith: hidden }] },
  });
});
