import "server-only";
import type { Level } from "@/lib/access/catalogue";
import { beyondRevision } from "@/lib/access/duties";
import type { RoleContents } from "@/lib/access/role";
import { beyondTerm, lasting } from "@/lib/access/term";
import { change } from "@/lib/changes/change";
import { command } from "@/lib/doorway/command";
import { GuardRefusal, Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { pendingInvitations } from "@/lib/grants/invited";
import { grantsOfRole } from "@/lib/grants/replacement";
import { roleEvents } from "./events";
import { CreateRole, DeleteRole, PreviewNewRole, PreviewRole, RestoreRole, ReviseRole } from "./input";
import { beyondRefusal, levelsOf, planDeletion, planRevision } from "./plans";
import { type RoleRecord, roleRecord } from "./record";
import { revisionOf } from "./revisions";
import { contentsOf, refuseTakenName } from "./rules";
import { writeRole } from "./seeded";

const permission = "general:manage-role";

/** What making a role answers with. */
export type RoleMade = { event: string; roleId: string; name: string };

/** Makes a role of the workspace; a clone is one whose form was filled from another role. */
export const createRole = command({
  name: "roles.create",
  permission,
  input: CreateRole,
  fresh: async () => true,
  run: async (context, { name, description, draft, from, reason }): Promise<RoleMade> => {
    const { tx, workspace, actor } = context;
    const contents = contentsOf(draft);
    const source = from ? await roleRecord(context, from) : null;
    await refuseTakenName(context, name);
    const refused = newRoleRefusal(context, contents);
    if (refused) throw refused;
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

/** What a role itself is, before it is saved; `before` and `present` are null for a new one. */
export type RoleLevels = {
  before: Level[] | null;
  after: Level[];
  /** The number of the present revision, and who wrote it. */
  present: Pick<RoleRecord, "number" | "author"> | null;
};

/** What a role that is about to be made would be, which nobody holds. */
export const previewNewRole = query({
  name: "roles.create.preview",
  permission,
  input: PreviewNewRole,
  run: async (scope, { draft }): Promise<RoleLevels & { refusal: string | null }> => {
    const contents = contentsOf(draft);
    const refusal = newRoleRefusal(scope, contents)?.message ?? null;
    return { before: null, after: levelsOf(contents), present: null, refusal };
  },
});

/** Changes what a role is called and holds, for all who hold it, at once. */
export const reviseRole = change({
  name: "roles.revise",
  permission,
  input: ReviseRole,
  previewInput: PreviewRole,
  alwaysFresh: true,
  plan: async (scope, { roleId, draft, ...said }) => {
    const role = await roleRecord(scope, roleId);
    if ("revision" in said) refuseOutdated(role, said.revision);
    const words = "name" in said ? { name: said.name, description: said.description } : {};
    return planRevision(scope, role, { ...words, contents: contentsOf(draft) });
  },
  shows: async (scope, { roleId, draft }): Promise<RoleLevels> => {
    const role = await roleRecord(scope, roleId);
    return levelsBeside(role, contentsOf(draft));
  },
});

/** Makes an earlier revision of a role the present one, as a new revision. */
export const restoreRole = change({
  name: "roles.restore",
  permission,
  input: RestoreRole,
  previewInput: RestoreRole.pick({ roleId: true, number: true }),
  alwaysFresh: true,
  plan: async (scope, { roleId, number, ...said }) => {
    const role = await roleRecord(scope, roleId);
    if ("revision" in said) refuseOutdated(role, said.revision);
    return planRevision(scope, role, await revisionOf(scope, roleId, number), number);
  },
  shows: async (scope, { roleId, number }): Promise<RoleLevels> =>
    levelsBeside(await roleRecord(scope, roleId), (await revisionOf(scope, roleId, number)).contents),
});

/** Deletes a role; what was given through it ends, or turns into grants of another role. */
export const deleteRole = change({
  name: "roles.delete",
  permission,
  input: DeleteRole,
  alwaysFresh: true,
  plan: async (scope, { roleId, replacementId }) =>
    planDeletion(scope, await roleRecord(scope, roleId), replacementId),
  shows: async (scope, { roleId }) => ({
    grants: (await grantsOfRole(scope.tx, scope.workspace.id, roleId)).grants,
    invitations: await pendingInvitations(scope, { roleId }),
  }),
});

/** Why whoever asks may not make a role of this: it holds more than they do, or for longer. */
function newRoleRefusal({ access, root, facts, now }: Scope, contents: RoleContents): Refusal | null {
  const beyond = beyondRevision(access, root, null, contents);
  if (beyond.length > 0) return beyondRefusal(beyond, "This role holds more than you do");
  const authority = { permission, resource: root } as const;
  const outlasts = beyondTerm(facts, now, authority, [{ contents, resource: root, term: lasting }]);
  if (outlasts.length === 0) return null;
  return new GuardRefusal(
    "What a role holds has no end, and you hold some of it only for a time. Choose less, or ask an Admin.",
  );
}

function levelsBeside({ contents, number, author }: RoleRecord, after: RoleContents): RoleLevels {
  return { before: levelsOf(contents), after: levelsOf(after), present: { number, author } };
}

/** The second of two who began from the same revision is refused: what the first saved is not to be lost. */
function refuseOutdated({ name, number, author }: RoleRecord, begun: number): void {
  if (begun !== number)
    throw new Refusal(
      "conflict",
      `Not saved: ${author ?? "Somebody"} changed ${name} meanwhile. Compare both, then save again.`,
      { revision: `This began from revision ${begun}, and the role is at revision ${number}.` },
    );
}
