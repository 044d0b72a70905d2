import "server-only";
import { heldBeyond, holdsMoreRefusal, ownAccess, targetOf } from "@/lib/changes/guards";
import { command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { endSessionsWithoutWork } from "@/lib/identity/session-end";
import { memberEvents } from "./events";
import { EndMemberSessions } from "./input";
import { subjectOf } from "./plans";
import { memberTarget } from "./target";

/** Signs a member out: of one session, or of all; but not of sessions that serve work outside this workspace. */
export const endMemberSessions = command({
  name: "members.end-sessions",
  permission: "general:manage-user",
  input: EndMemberSessions,
  run: async (context, { membershipId, sessionId }) => {
    const target = await memberTarget(context, membershipId);
    const { userId, name, facts } = target;
    if (userId === context.actor.userId) throw ownAccess();
    const more = heldBeyond(context, facts);
    if (more.length > 0) throw holdsMoreRefusal(name, more);
    const { ended, kept } = await endSessionsWithoutWork(context.tx, [userId], sessionId);
    if (kept.has(userId))
      throw new Refusal(
        "conflict",
        `${name} works outside this workspace with the same sessions. Deactivate ${name} to end the access here.`,
      );
    if (sessionId && ended === 0) throw notFound();
    await context.accessChanged([userId]);
    const event = await context.audit(
      memberEvents.sessionsEnded({ target: targetOf(subjectOf(target)), after: { sessions: ended } }),
    );
    return { event, name };
  },
});
