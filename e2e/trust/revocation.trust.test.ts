import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Session } from "../../scripts/builders/session.ts";
import type { Member } from "../../scripts/builders/workspace.ts";
import { type Outcome, putQuestion, send } from "./asking.ts";
import { soak, timeout } from "./demo.ts";
import { newKey } from "./stage.ts";
import { act, remit, stage } from "./staged.ts";
import { grant, writeMember, writeSession } from "./tenant.ts";

const rounds = soak ? 1_000 : 20;
const millisecondsAround = 250;

type Victim = Member & { session: Session; grantId: string };

/** What the victim keeps doing, each true when it succeeded. */
const uses: ((victim: Victim) => Promise<boolean>)[] = [
  async ({ session }) =>
    (await send(`${remit.url}/w/${stage.home.slug}/settings/members`, { token: session.token })).status ===
    200,
  async ({ session }) => {
    const question = { workspace: stage.home.slug, name: "invitations.address" };
    const body = JSON.stringify({ email: "who@elsewhere.example" });
    return (await putQuestion(remit.url, question, body, { token: session.token })).status === 200;
  },
  async (victim) => {
    const email = `${newKey()}@guests-${stage.home.slug}.example`;
    const invited = await act(
      "inviteMemberAction",
      { email, roleIds: [stage.home.roles["view-members"]] },
      victim,
    );
    return invited?.ok === true;
  },
];

/** How access is taken away; each returns once the database has committed it. */
const cuts: Record<string, (victim: Victim) => Promise<unknown>> = {
  deactivation: ({ membershipId }) => act("deactivateMemberAction", { membershipId }, stage.people.admin),
  "end of the role": ({ membershipId, grantId }) =>
    act("endRoleAction", { membershipId, grantId }, stage.people.admin),
  "weaker role": ({ membershipId }) =>
    act("makeRoleAction", { membershipId, roleId: stage.home.roles.viewer }, stage.people.admin),
  removal: ({ membershipId }) => act("revokeAccessAction", { membershipId }, stage.people.admin),
  "end of the session": ({ membershipId, session }) =>
    act("endMemberSessionsAction", { membershipId, sessionId: session.id }, stage.people.admin),
  "the expiry of the grant": ({ grantId }) =>
    stage.write((tx) =>
      tx.execute(sql`
      update grants set valid_to = clock_timestamp() where workspace_id = ${stage.home.workspaceId} and id = ${grantId}`),
    ),
  "a role with less in it": async ({ grantId }) =>
    stage.write((tx) =>
      tx.execute(sql`
      update grants set minus = '{}', role_id = ${stage.home.roles.contributor}
      where workspace_id = ${stage.home.workspaceId} and id = ${grantId}`),
    ),
  "the disabling of the user": ({ userId }) =>
    stage.write((tx) => tx.execute(sql`update users set disabled_at = now() where id = ${userId}`)),
};

test(`${rounds} times access is cut while it is used: nothing that begins afterwards succeeds`, {
  timeout,
}, async () => {
  const late: string[] = [];
  let before = 0;
  let after = 0;
  const kinds = Object.entries(cuts);
  for (let round = 0; round < rounds; round += 1) {
    const [how, cut] = kinds[round % kinds.length] ?? ["", async () => {}];
    const victim = await stage.write(async (tx) => {
      const member = await writeMember(tx, stage.home, `Zz victim ${round}`);
      const grantId = await grant(tx, stage.home, member, "inviter");
      return { ...member, grantId, session: await writeSession(tx, member.userId) };
    });
    let cutAt = Number.POSITIVE_INFINITY;
    let over = false;
    const using = uses.map(async (use, nth) => {
      while (!over) {
        const begun = performance.now();
        const succeeded = await use(victim);
        if (begun < cutAt) before += succeeded ? 1 : 0;
        else {
          after += 1;
          if (succeeded)
            late.push(`round ${round}: use ${nth} succeeded ${Math.round(begun - cutAt)} ms after ${how}`);
        }
      }
    });
    await pause(millisecondsAround);
    const done = await cut(victim);
    cutAt = performance.now();
    const refusal = (done as Partial<Outcome> | null)?.ok === false ? (done as Outcome).message : null;
    expect(refusal, how).toBeNull();
    await pause(millisecondsAround);
    over = true;
    await Promise.all(using);
    if (round % 50 === 49) await stage.forgetLimits();
  }
  console.log(`revocation: ${rounds} cuts, ${before} uses succeeded before, ${after} were refused after`);
  expect(late).toEqual([]);
  expect(before).toBeGreaterThan(rounds);
  expect(after).toBeGreaterThan(rounds);
});
