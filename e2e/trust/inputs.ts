import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { isNobody, principals } from "./expected.ts";
import { newKey, type Person, type Stage } from "./stage.ts";
import { grant, writeInvitation, writeMember, writeSession } from "./tenant.ts";

/** What is sent to an action; `token` when it must be another session of the person. */
export type Sent = { input: Record<string, unknown>; token?: string };
type Build = (stage: Stage, asker: Person) => Promise<Sent>;

const target = (stage: Stage) =>
  stage.write((tx) => writeMember(tx, stage.home, `Zz ${randomBytes(3).toString("hex")}`));

const inWorkspace = (input: Record<string, unknown>, { home }: Stage): Sent => ({
  input: { workspace: home.slug, idempotencyKey: newKey(), ...input },
});

const aboutMember: Build = async (stage) =>
  inWorkspace({ membershipId: (await target(stage)).membershipId }, stage);

const giving: Build = async (stage) => {
  const { membershipId } = await target(stage);
  return inWorkspace({ membershipId, roleId: stage.home.roles["view-members"] }, stage);
};

const aboutInvitation: Build = async (stage, { userId }) => {
  const { id } = await stage.write((tx) => writeInvitation(tx, stage.home, userId, "view-members"));
  return inWorkspace({ invitationId: id }, stage);
};

/** A link into the other workspace, where accepting changes nothing here; to the asker's address if they are invited. */
const guestLink = async ({ write, foreign, people }: Stage, asker: Person): Promise<string> => {
  const email = asker === people.invited ? asker.email : undefined;
  const { token } = await write(async (tx) => {
    await tx.execute(sql`
      update invitations set removed_at = clock_timestamp()
      where workspace_id = ${foreign.workspaceId} and email = ${email ?? ""} and accepted_at is null and removed_at is null`);
    return writeInvitation(tx, foreign, people.outsider.userId, "viewer", email);
  }, foreign);
  return token;
};

const ownSession: Build = async ({ write }, { userId }) => {
  const { id } = await write((tx) => writeSession(tx, userId));
  return { input: { sessionId: id } };
};

/** Signing out would end the session that the rest of the suite needs. */
const signingOut: Build = async ({ write, people }, asker) => {
  const isOut = principals.some((name) => people[name] === asker && isNobody(name));
  if (isOut) return { input: {} };
  return { input: {}, token: (await write((tx) => writeSession(tx, asker.userId))).token };
};

const members = "app/w/[workspace]/settings/members/actions.ts";
const invite = "app/w/[workspace]/settings/members/invite/actions.ts";

/** Input with which each action is carried out when it is somebody's who may; made anew for every call. */
export const inputs: Record<string, Build> = {
  [`${members}#makeRoleAction`]: giving,
  [`${members}#addRoleAction`]: giving,
  [`${members}#endRoleAction`]: async (stage) => {
    const { membershipId } = await target(stage);
    const grantId = await stage.write((tx) => grant(tx, stage.home, { membershipId }, "view-members"));
    return inWorkspace({ membershipId, grantId }, stage);
  },
  [`${members}#deactivateMemberAction`]: aboutMember,
  [`${members}#reactivateMemberAction`]: async (stage) => {
    const { membershipId } = await target(stage);
    await stage.write((tx) =>
      tx.execute(sql`
      update active_periods set valid_to = clock_timestamp()
      where workspace_id = ${stage.home.workspaceId} and membership_id = ${membershipId}`),
    );
    return inWorkspace({ membershipId }, stage);
  },
  [`${members}#revokeAccessAction`]: aboutMember,
  [`${members}#endMemberSessionsAction`]: async (stage) => {
    const { membershipId, userId } = await target(stage);
    const { id } = await stage.write((tx) => writeSession(tx, userId));
    return inWorkspace({ membershipId, sessionId: id }, stage);
  },
  [`${invite}#inviteMemberAction`]: async (stage) =>
    inWorkspace(
      {
        email: `${randomBytes(6).toString("hex")}@guests-${stage.home.slug}.example`,
        roleIds: [stage.home.roles["view-members"]],
        groupIds: [stage.home.group],
      },
      stage,
    ),
  [`${invite}#resendInvitationAction`]: aboutInvitation,
  [`${invite}#removeInvitationAction`]: aboutInvitation,
  "app/w/[workspace]/settings/audit/actions.ts#prepareExportAction": async (stage) =>
    inWorkspace({ format: "jsonl", user: stage.home.seen.userId }, stage),
  "app/w/[workspace]/actions.ts#signOutAction": signingOut,
  "app/(public)/actions.ts#signOutAction": signingOut,
  "app/sessions/actions.ts#endSessionAction": ownSession,
  "app/sessions/actions.ts#endOtherSessionsAction": async () => ({ input: {} }),
  "app/proof/actions.ts#requestCodeAction": async () => ({ input: {} }),
  "app/proof/actions.ts#confirmCodeAction": async () => ({ input: { code: "000000" } }),
  "app/(public)/sign-in/actions.ts#requestSignInLinkAction": async (stage) => ({
    input: { email: `${randomBytes(6).toString("hex")}@${stage.home.slug}.example`, next: "/" },
  }),
  "app/(public)/invite/[token]/actions.ts#acceptInvitationAction": async (stage, asker) => ({
    input: { token: await guestLink(stage, asker) },
  }),
  "app/(public)/invite/[token]/actions.ts#beginAcceptanceAction": async (stage, asker) => ({
    input: { token: await guestLink(stage, asker), name: "Guest" },
  }),
  "app/(public)/invite/[token]/actions.ts#completeAcceptanceAction": async (stage, asker) => ({
    input: { token: await guestLink(stage, asker), name: "Guest", code: "000000" },
  }),
};
