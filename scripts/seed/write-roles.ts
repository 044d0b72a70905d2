import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { closeRole } from "@/lib/access/role";
import { writeRole } from "@/lib/roles/seeded";
import { insertRows } from "./rows.ts";
import { known, type Stage } from "./stage.ts";

/** Writes the roles that the company made itself, with what they held before. */
export async function writeRoles(stage: Stage): Promise<void> {
  const { tx, company, clock, workspace, users, roles, diary } = stage;
  const authorId = known(users, company.founder);
  for (const { name, description, created, draft, earlier } of company.roles) {
    const at = clock.at(created, name);
    const contents = closeRole(earlier?.draft ?? draft);
    const id = await writeRole(
      tx,
      workspace.id,
      { key: null, kind: "custom", name, description, contents, authorId },
      at,
    );
    roles.set(name, id);
    const target = { kind: "role", id, label: name };
    diary.tell({
      at,
      by: company.founder,
      action: "role.created",
      target,
      after: { name, description, ...contents },
    });
    if (!earlier) continue;
    const changed = clock.at(earlier.until, name);
    const now = closeRole(draft);
    await tx.execute(sql`
      update role_revisions set valid_to = ${changed} where workspace_id = ${workspace.id} and role_id = ${id}`);
    await insertRows(tx, "role_revisions", [
      {
        workspace_id: workspace.id,
        id: uuidv7(),
        role_id: id,
        number: 2,
        name,
        description,
        ...now,
        author_id: users.get(earlier.by),
        valid_from: changed,
      },
    ]);
    diary.tell({
      at: changed,
      by: earlier.by,
      action: "role.revised",
      target,
      before: contents,
      after: now,
      reason: earlier.reason,
    });
  }
}
