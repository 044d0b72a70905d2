import { and, eq, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { roleRevisions, roles } from "@/db/schema/roles";
import { closeRole } from "@/lib/access/role";
import { writeRole } from "@/lib/roles/seeded";
import type { Role } from "./company.ts";
import { known, type Stage } from "./stage.ts";

/** Writes the roles that the company made itself, with all that they were before. */
export async function writeRoles(stage: Stage): Promise<void> {
  const { tx, company, clock, workspace, users, diary } = stage;
  const authorId = known(users, company.founder);
  for (const role of company.roles) {
    const at = clock.at(role.created, role.name);
    const [first, ...later] = revisionsOf(role);
    if (!first) continue;
    const id = await writeRole(tx, workspace.id, { key: null, kind: "custom", ...first, authorId }, at);
    stage.roles.set(role.name, id);
    diary.tell({
      at,
      by: company.founder,
      action: "role.created",
      target: { kind: "role", id, label: first.name },
      after: { name: first.name, description: first.description, ...first.contents },
    });
    let before = first;
    for (const [i, { until, by, reason }] of (role.earlier ?? []).entries()) {
      const now = later[i];
      if (!now) break;
      await writeChange(stage, id, {
        before,
        now,
        number: i + 2,
        at: clock.at(until, role.name),
        by,
        reason,
      });
      before = now;
    }
  }
}

type Said = { name: string; description: string; contents: ReturnType<typeof closeRole> };

/** What a role was, from the beginning to the present. */
function revisionsOf({ name, description, draft, earlier = [] }: Role): Said[] {
  return [...earlier, { draft }].map((one) => ({
    name,
    description,
    ...one,
    contents: closeRole(one.draft),
  }));
}

type Change = { before: Said; now: Said; number: number; at: string; by: string; reason: string };

async function writeChange(
  { tx, workspace, users, diary }: Stage,
  id: string,
  change: Change,
): Promise<void> {
  const { before, now, number, at, by, reason } = change;
  const itsRevisions = and(eq(roleRevisions.workspaceId, workspace.id), eq(roleRevisions.roleId, id));
  await tx
    .update(roleRevisions)
    .set({ validTo: at })
    .where(and(itsRevisions, isNull(roleRevisions.validTo)));
  const { name, description } = now;
  await tx.insert(roleRevisions).values({
    workspaceId: workspace.id,
    id: uuidv7(),
    roleId: id,
    number,
    name,
    description,
    applications: [...now.contents.applications],
    permissions: [...now.contents.permissions],
    authorId: users.get(by) ?? null,
    validFrom: at,
  });
  await tx
    .update(roles)
    .set({ name, description })
    .where(and(eq(roles.workspaceId, workspace.id), eq(roles.id, id)));
  const differing = (one: Said, other: Said) => ({
    ...(one.name === other.name ? {} : { name: one.name }),
    ...(one.description === other.description ? {} : { description: one.description }),
    ...one.contents,
  });
  diary.tell({
    at,
    by,
    action: "role.revised",
    target: { kind: "role", id, label: now.name },
    before: differing(before, now),
    after: differing(now, before),
    reason,
  });
}
