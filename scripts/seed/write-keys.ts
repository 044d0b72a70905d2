import { uuidv7 } from "uuidv7";
import { insertRows } from "./rows.ts";
import { known, type Stage } from "./stage.ts";

/** Writes the API keys of the workspace, and tells the audit log of them. */
export async function writeKeys({ tx, company, clock, diary, workspace, users }: Stage): Promise<void> {
  const rows = (company.keys ?? []).map(({ name, by, created, days, usedMinutesAgo, revoked }) => {
    const id = uuidv7();
    const prefix = `remit_${id.replaceAll("-", "").slice(-8)}`;
    const [createdAt, revokedAt] = [clock.at(created, name), revoked ? clock.at(revoked.at, id) : null];
    const expiresAt = days === undefined ? null : clock.at(created - days, name);
    const target = { kind: "api-key", id, label: name };
    diary.tell({ at: createdAt, by, action: "api-key.created", target, after: { prefix, expiresAt } });
    if (revoked && revokedAt)
      diary.tell({ at: revokedAt, by: revoked.by, action: "api-key.revoked", target, before: { prefix } });
    return {
      workspace_id: workspace.id,
      id,
      name,
      prefix,
      secret_hash: `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", ""),
      scopes: ["decision:read"],
      created_by: known(users, by),
      created_at: createdAt,
      expires_at: expiresAt,
      last_used_at: usedMinutesAgo === undefined ? null : clock.minutesAgo(usedMinutesAgo),
      revoked_at: revokedAt,
      revoked_by: revoked ? known(users, revoked.by) : null,
    };
  });
  await insertRows(tx, "api_keys", rows);
}
