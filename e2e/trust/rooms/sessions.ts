import { randomBytes } from "node:crypto";
import { isNobody, principals } from "../principals.ts";
import type { Build, Room } from "../room.ts";
import { writeSession } from "../tenant.ts";

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

export const sessions: Room = {
  actions: {
    "app/w/[workspace]/actions.ts#signOutAction": { needs: "person", input: signingOut },
    "app/(public)/actions.ts#signOutAction": { needs: "person", input: signingOut },
    "app/sessions/actions.ts#endSessionAction": { needs: "person", input: ownSession },
    "app/sessions/actions.ts#endOtherSessionsAction": {
      needs: "person",
      input: async () => ({ input: {} }),
    },
    "app/proof/actions.ts#requestCodeAction": { needs: "person", input: async () => ({ input: {} }) },
    "app/proof/actions.ts#confirmCodeAction": {
      needs: "person",
      input: async () => ({ input: { code: "000000" } }),
    },
    "app/(public)/sign-in/actions.ts#requestSignInLinkAction": {
      needs: "anybody",
      input: async (stage) => ({
        input: { email: `${randomBytes(6).toString("hex")}@${stage.home.slug}.example`, next: "/" },
      }),
    },
  },
};
