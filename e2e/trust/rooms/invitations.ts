import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Build, inWorkspace, type Room } from "../room.ts";
import type { Person, Stage } from "../stage.ts";
import { writeInvitation } from "../tenant.ts";

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

const invite = "app/w/[workspace]/settings/members/invite/actions.ts";
const accept = "app/(public)/invite/[token]/actions.ts";

export const invitations: Room = {
  questions: {
    "invitations.address": {
      needs: "general:invite-user",
      input: ({ home }) => ({ email: home.seen.email }),
    },
    "invitations.check": {
      needs: "general:invite-user",
      input: ({ home }) => ({ text: `${home.seen.email}\n=1+1` }),
    },
  },
  actions: {
    [`${invite}#inviteMemberAction`]: {
      needs: "general:invite-user",
      input: async (stage) =>
        inWorkspace(
          {
            email: `${randomBytes(6).toString("hex")}@guests-${stage.home.slug}.example`,
            roleIds: [stage.home.roles["view-members"]],
            groupIds: [stage.home.group],
          },
          stage,
        ),
      optional: ["endsOn", "place"],
    },
    [`${invite}#inviteManyAction`]: {
      needs: "general:invite-user",
      input: async (stage) =>
        inWorkspace(
          {
            offers: [{ roleIds: [stage.home.roles["view-members"]], groupIds: [stage.home.group] }],
            rows: [
              { email: `${randomBytes(6).toString("hex")}@guests-${stage.home.slug}.example`, offer: 0 },
            ],
          },
          stage,
        ),
    },
    [`${invite}#resendInvitationAction`]: { needs: "general:invite-user", input: aboutInvitation },
    [`${invite}#removeInvitationAction`]: { needs: "general:invite-user", input: aboutInvitation },
    [`${accept}#acceptInvitationAction`]: {
      needs: "address",
      input: async (stage, asker) => ({ input: { token: await guestLink(stage, asker) } }),
    },
    [`${accept}#beginAcceptanceAction`]: {
      needs: "address",
      input: async (stage, asker) => ({ input: { token: await guestLink(stage, asker), name: "Guest" } }),
    },
    [`${accept}#completeAcceptanceAction`]: {
      needs: "address",
      input: async (stage, asker) => ({
        input: { token: await guestLink(stage, asker), name: "Guest", code: "000000" },
      }),
    },
  },
};
