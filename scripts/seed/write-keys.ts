import { known, type Stage } from "./stage.ts";

/** Writes the API keys of the workspace, and tells the audit log of them. Nobody has their secrets. */
export async function writeKeys({ builder, company, clock, diary, users }: Stage): Promise<void> {
  for (const { name, by, created, days, usedMinutesAgo, revoked } of company.keys ?? []) {
    const createdAt = clock.at(created, name);
    const expiresAt = days === undefined ? null : clock.at(created - days, name);
    const revokedAt = revoked ? clock.at(revoked.at, `${name} revoked`) : null;
    const { id, prefix } = await builder.key(name, known(users, by), {
      createdAt,
      expiresAt,
      lastUsedAt: usedMinutesAgo === undefined ? null : clock.minutesAgo(usedMinutesAgo),
      revokedAt,
      revokedBy: revoked ? known(users, revoked.by) : null,
    });
    const target = { kind: "api-key", id, label: name };
    diary.tell({ at: createdAt, by, action: "api-key.created", target, after: { prefix, expiresAt } });
    if (revoked && revokedAt)
      diary.tell({ at: revokedAt, by: revoked.by, action: "api-key.revoked", target, before: { prefix } });
  }
}
