import "server-only";
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema/users";
import { setContext } from "@/db/tenant";
import { Refusal } from "@/lib/doorway/outcome";
import { personCommand, publicCommand } from "@/lib/doorway/person";
import type { Limit } from "@/lib/doorway/rate-limit";
import type { Incoming } from "@/lib/doorway/request";
import type { Person } from "@/lib/identity/actor";
import { startSession } from "@/lib/identity/session";
import { redeemCode, sendCode } from "@/lib/sessions/codes";
import { admit, offerStanding, refusalOf, wrongPerson } from "./admission";
import { type FoundInvitation, findByToken } from "./found";
import { BeginAcceptance, CompleteAcceptance, InvitationToken } from "./input";

/** Accepts an invitation as the person who is signed in; its address must be theirs. */
export const acceptInvitation = personCommand({
  name: "invitations.accept",
  input: InvitationToken,
  limits: ({ request, actor }) => [
    [{ name: "accept-by-person", points: 60, seconds: 600 }, actor?.userId ?? ""],
    [byAddress, request.address],
  ],
  run: ({ tx, actor, request }, { token }) => admit(tx, token, actor, request.id),
});

/**
 * Mails a six-digit code to the invited address: the link alone signs nobody in. What happens does not depend on
 * whether somebody has an account under it.
 */
export const beginAcceptance = publicCommand({
  name: "invitations.begin-acceptance",
  input: BeginAcceptance,
  limits: limitsOf([
    { name: "accept-begin", points: 5, seconds: 600 },
    { name: "accept-begin-day", points: 20, seconds: 86_400 },
  ]),
  run: async ({ tx, actor }, { token }) => {
    const found = await openInvitation(tx, token, actor);
    await offerStanding(tx, found);
    const until = await sendCode(tx, codeOf(found), found.workspace.name);
    return { until };
  },
});

/** Accepts with the mailed code, as a new user if the address has none, and signs that person in. */
export const completeAcceptance = publicCommand({
  name: "invitations.complete-acceptance",
  input: CompleteAcceptance,
  limits: limitsOf([{ name: "accept-complete-day", points: 120, seconds: 86_400 }]),
  run: async ({ tx, actor, request, signIn }, { token, name, code }) => {
    const found = await openInvitation(tx, token, actor);
    const refused = await redeemCode(tx, codeOf(found), code);
    if (refused) {
      const now = await findByToken(tx, token);
      return now && now.state !== "open" ? refusalOf(now.state) : refused;
    }
    const userId = await userWith(tx, found.email, name);
    await setContext(tx, { user: userId });
    const session = await startSession(tx, userId, request.userAgent);
    const admitted = await admit(tx, token, { userId, sessionId: session.id }, request.id);
    signIn(session);
    return admitted;
  },
});

const byAddress: Limit = { name: "accept-by-address", points: 300, seconds: 600 };

/** Each limit counted per link, and one per network address over all links. */
function limitsOf(perLink: Limit[]) {
  return ({ request, input }: { request: Incoming; input: { token: string } }): [Limit, string][] => [
    ...perLink.map((limit): [Limit, string] => [
      limit,
      createHash("sha256").update(input.token).digest("hex"),
    ]),
    [byAddress, request.address],
  ];
}

function codeOf({ id, email }: FoundInvitation) {
  return { purpose: "accept-invitation" as const, email, subject: id };
}

async function openInvitation(
  tx: Transaction,
  token: string,
  actor: Person | null,
): Promise<FoundInvitation> {
  const found = await findByToken(tx, token);
  if (!found) throw refusalOf("removed");
  if (actor && actor.email !== found.email) throw wrongPerson();
  if (found.state !== "open") throw refusalOf(found.state);
  return found;
}

/** The user of a proved address, made if there is none; two proofs at once make one. */
async function userWith(tx: Transaction, email: string, name: string): Promise<string> {
  await setContext(tx, { email });
  await tx.insert(users).values({ id: uuidv7(), email, name }).onConflictDoNothing({ target: users.email });
  const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!user) throw new Refusal("failed", "The account could not be made. Try again.");
  return user.id;
}
