import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isObjectKind } from "@/lib/access/facts";
import type { Impact } from "@/lib/access/impact";
import { lastsAt } from "@/lib/access/instant";
import { command } from "@/lib/doorway/command";
import type { AuditEvent } from "@/lib/doorway/event";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { endGrants, keepingAnAdmin } from "@/lib/grants/commands";
import { impactOfWriting } from "@/lib/grants/impact";
import { keepingResponsible } from "@/lib/grants/safeguards";
import { writeChange } from "@/lib/groups/change";
import { subjectOf } from "@/lib/members/target";
import { givingBackEvents } from "./events";
import { GiveBack, Own } from "./input";

/** What of one's own is given back: a direct grant, or a place in a group. */
type Given = {
  name: string;
  /** For the audit log. */
  event: (about: { target: ReturnType<typeof subjectOf>; reason: string | undefined }) => AuditEvent;
  write: (tx: Transaction) => Promise<unknown>;
};

/** Gives back a role of one's own, or one's place in a group: the one change of one's own access that is one's own. */
export const giveBack = command({
  name: "home.give-back",
  permission: "self",
  input: GiveBack,
  run: async (context, { own, reason }) => {
    const { tx, workspace, actor } = context;
    const { name, event, write } = givenBack(context, own);
    await keeping(tx, workspace.id, () => write(tx));
    await context.accessChanged([actor.userId]);
    const target = subjectOf({
      membershipId: context.membershipId ?? "",
      name: actor.name,
      email: actor.email,
    });
    return { event: await context.audit(event({ target, reason })), name };
  },
});

export type GivingBack = {
  /** Null where it cannot be done. */
  impact: Impact | null;
  /** Why it cannot be done, in words; null when it can. */
  refusal: string | null;
};

/** What one loses by giving back, before it is confirmed: carried out, and taken back. */
export const previewGivingBack = query({
  name: "home.preview-giving-back",
  permission: "self",
  input: Own,
  perMinute: 60,
  run: async (scope, own): Promise<GivingBack> => {
    const { tx, workspace, membershipId } = scope;
    try {
      const { write } = givenBack(scope, own);
      const [only] = await impactOfWriting(tx, workspace, sql`m.id = ${membershipId}`, (inner) =>
        keeping(inner, workspace.id, () => write(inner)),
      );
      return { impact: only?.impact ?? null, refusal: null };
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      const isGone = refused.code === "not-found";
      return {
        impact: null,
        refusal: isGone ? "You do not hold this yourself. Reload the page." : refused.message,
      };
    }
  },
});

function keeping<T>(tx: Transaction, workspaceId: string, write: () => Promise<T>): Promise<T> {
  return keepingAnAdmin(tx, workspaceId, () => keepingResponsible(tx, workspaceId, write));
}

/**
 * What a person holds themselves. A place on the team of an object is given back on the team.
 * @throws Refusal `not-found` for what is not theirs, is not held directly, or is over.
 */
function givenBack(scope: Scope, own: Own): Given {
  const { facts, workspace, membershipId, actor, now } = scope;
  if (!membershipId) throw notFound();
  if (own.kind === "group") {
    const group = facts.groups.find(({ id, validity }) => id === own.groupId && lastsAt(validity, now));
    if (!group) throw notFound();
    const change = { kind: "remove", membershipIds: [membershipId] } as const;
    return {
      name: group.name,
      event: (about) =>
        givingBackEvents.groupMembership({ ...about, before: { group: group.name, groupId: group.id } }),
      write: (tx) => writeChange(tx, workspace.id, group.id, change, actor.userId),
    };
  }
  const grant = facts.grants.find(({ id }) => id === own.grantId);
  const isTeam = grant && isObjectKind(grant.resource.kind);
  if (!grant || isTeam || grant.groupId !== null || !lastsAt(grant.validity, now)) throw notFound();
  return {
    name: grant.role.name,
    event: (about) =>
      givingBackEvents.role({ ...about, resource: grant.resource, before: { roles: [grant.role.name] } }),
    write: (tx) => endGrants(tx, workspace.id, actor.userId, sql`id = ${grant.id}`),
  };
}
