import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { auditEvents } from "@/db/schema/audit";
import type { Clock } from "./clock.ts";

/** Something that happened, to be told to the audit log at its own time. */
export type Happening = {
  at: string;
  /** Name of the person who did it. */
  by: string;
  action: string;
  target: { kind: string; id: string; label: string };
  resource?: { id: string; name: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string | undefined;
  outcome?: "denied";
};

const toldDays = 60;

/** Collects what happened and writes the last 60 days of it, in order of time. */
export class Diary {
  readonly #happenings: Happening[] = [];

  tell(happening: Happening): void {
    this.#happenings.push(happening);
  }

  async write(
    tx: Transaction,
    workspace: { id: string; name: string },
    clock: Clock,
    userIds: ReadonlyMap<string, string>,
  ): Promise<void> {
    const earliest = clock.minutesAgo(toldDays * 24 * 60);
    const told = this.#happenings
      .filter(({ at }) => at > earliest && at <= clock.now)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    if (told.length === 0) return;
    await tx.insert(auditEvents).values(
      told.map(({ at, by, action, target, resource, before, after, reason, outcome }) => ({
        workspaceId: workspace.id,
        at,
        id: uuidv7(),
        actorId: userIds.get(by) ?? null,
        actorName: by,
        action,
        outcome: outcome ?? ("done" as const),
        targetKind: target.kind,
        targetId: target.id,
        targetLabel: target.label,
        resourceId: resource?.id ?? null,
        resourceLabel: resource?.name ?? "",
        before: before ?? null,
        after: after ?? null,
        reason: reason ?? null,
        requestId: crypto.randomUUID(),
      })),
    );
  }
}
