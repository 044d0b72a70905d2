import "server-only";
import { type CommandContext, command } from "@/lib/doorway/command";
import { Refusal } from "@/lib/doorway/outcome";
import { useOfRole } from "@/lib/grants/replacement";
import { invitationsOffering } from "@/lib/invitations/offer";
import { carryOutDeletion, replacementFor } from "./deletion";
import { roleEvents } from "./events";
import { holderUserIds } from "./holders";
import { CreateRole, DeleteRole, RestoreRole, ReviseRole } from "./input";
import { type NewRevision, type RoleRecord, roleRecord, writeRevision } from "./record";
import { revisionOf } from "./revisions";
import {
  contentsOf,
  refuseBeyond,
  refuseBeyondReplacement,
  refuseOwnGain,
  refuseSeeded,
  refuseTakenName,
  sameContents,
} from "./rules";
import { writeRole } from "./seeded";

/** What a change of a role answers with: its audit event, and the role as it is called now. */
export type RoleChanged = { event: string; roleId: string; name: string };

/** Whatever changes a role may change the access of many. */
const dangerous = async () => true;

/** Makes a role of the workspace; a clone is one whose form was filled from another role. */
export const createRole = command({
  name: "roles.create",
  permission: "general:manage-role",
  input: CreateRole,
  fresh: dangerous,
  run: async (context, { name, description, draft, from, reason }): Promise<RoleChanged> => {
    const { tx, workspace, actor } = context;
    const contents = contentsOf(draft);
    const source = from ? await roleRecord(context, from) : null;
    await refuseTakenName(context, name);
    refuseBeyond(context, null, contents);
    const role = { key: null, kind: "custom", name, description, contents, authorId: actor.userId } as const;
    const roleId = await writeRole(tx, workspace.id, role);
    const event = await context.audit(
      roleEvents.created({
        target: { kind: "role", id: roleId, label: name },
        after: { name, description, ...contents, ...(source ? { clonedFrom: source.name } : {}) },
        reason,
      }),
    );
    return { event, roleId, name };
  },
});

/** Changes what a role is called and holds, for all who hold it, at once. */
export const reviseRole = command({
  name: "roles.revise",
  permission: "general:manage-role",
  input: ReviseRole,
  fresh: dangerous,
  run: async (context, { roleId, revision, name, description, draft, reason }) => {
    const role = await roleRecord(context, roleId);
    const next = { name, description, contents: contentsOf(draft), authorId: context.actor.userId };
    return revise(context, role, next, { revision, reason });
  },
});

/** Makes an earlier revision of a role the present one, as a new revision. */
export const restoreRole = command({
  name: "roles.restore",
  permission: "general:manage-role",
  input: RestoreRole,
  fresh: dangerous,
  run: async (context, { roleId, revision, number, reason }) => {
    const role = await roleRecord(context, roleId);
    const { name, description, contents } = await revisionOf(context, roleId, number);
    const next = { name, description, contents, authorId: context.actor.userId };
    return revise(context, role, next, { revision, reason, restored: number });
  },
});

type Telling = { revision: number; reason: string | undefined; restored?: number };

async function revise(
  context: CommandContext,
  role: RoleRecord,
  next: NewRevision,
  { revision, reason, restored }: Telling,
): Promise<RoleChanged> {
  refuseSeeded(role);
  refuseOutdated(role, revision);
  refuseNothing(role, next);
  await refuseTakenName(context, next.name, role.id);
  refuseBeyond(context, role.contents, next.contents);
  refuseOwnGain(context, role, next.contents);
  await writeRevision(context.tx, context.workspace.id, role.id, next);
  await context.accessChanged(await holderUserIds(context, role.id));
  const event = await context.audit(
    roleEvents.revised({
      target: { kind: "role", id: role.id, label: next.name },
      before: changedIn(role, next),
      after: { ...changedIn(next, role), ...(restored ? { restored } : {}) },
      reason,
    }),
  );
  return { event, roleId: role.id, name: next.name };
}

/** Deletes a role; what was given through it ends, or turns into grants of another role. */
export const deleteRole = command({
  name: "roles.delete",
  permission: "general:manage-role",
  input: DeleteRole,
  fresh: dangerous,
  run: async (context, { roleId, replacementId, reason }): Promise<RoleChanged> => {
    const { tx, workspace } = context;
    const role = await roleRecord(context, roleId);
    refuseSeeded(role);
    const replacement = await replacementFor(context, role, replacementId);
    const { grants, adjustments } = await useOfRole(tx, workspace.id, roleId);
    refuseBeyondReplacement(context, role.contents, replacement?.contents ?? null, adjustments);
    refuseOwnGain(context, role, replacement?.contents ?? null);
    const invitations = await invitationsOffering(tx, workspace.id, roleId);
    const affected = await holderUserIds(context, roleId);
    await carryOutDeletion(tx, workspace.id, { roleId, replacementId, actorId: context.actor.userId });
    await context.accessChanged(affected);
    const { name, description, contents } = role;
    const event = await context.audit(
      roleEvents.deleted({
        target: { kind: "role", id: roleId, label: name },
        before: { name, description, grants, invitations, ...contents },
        after: { replacement: replacement?.name ?? null },
        reason,
      }),
    );
    return { event, roleId, name };
  },
});

/** The second of two who began from the same revision is refused: what the first saved is not to be lost. */
function refuseOutdated({ name, number, author }: RoleRecord, begun: number): void {
  if (begun !== number)
    throw new Refusal(
      "conflict",
      `Not saved: ${author ?? "Somebody"} changed ${name} meanwhile. Compare both, then save again.`,
      { revision: `This began from revision ${begun}, and the role is at revision ${number}.` },
    );
}

type Said = Pick<NewRevision, "name" | "description" | "contents">;

function refuseNothing(role: Said, next: Said): void {
  if (
    role.name === next.name &&
    role.description === next.description &&
    sameContents(role.contents, next.contents)
  )
    throw new Refusal("invalid", "Nothing differs from the role as it is. Change something first.");
}

/** What one says otherwise than the other. */
function changedIn(one: Said, other: Said) {
  return {
    ...(one.name === other.name ? {} : { name: one.name }),
    ...(one.description === other.description ? {} : { description: one.description }),
    ...(sameContents(one.contents, other.contents) ? {} : one.contents),
  };
}
