import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import type { Clock } from "./clock.ts";
import { insertRows } from "./rows.ts";

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
    await insertRows(
      tx,
      "audit_events",
      told.map(({ at, by, action, target, resource, before, after, reason, outcome }) => ({
        workspace_id: workspace.id,
        at,
        id: uuidv7(),
        actor_id: userIds.get(by) ?? null,
        actor_name: by,
        action,
        outcome: outcome ?? "done",
        target_kind: target.kind,
        target_id: target.id,
        target_label: target.label,
        resource_id: resource?.id ?? null,
        resource_label: resource?.name ?? "",
        before: before ?? null,
        after: after ?? null,
        reason: reason ?? null,
        request_id: crypto.randomUUID(),
      })),
    );
  }
}
