import type { AddJobFunction, Task } from "graphile-worker";
import type { Logger } from "pino";
import { z } from "zod";
import { jobKeyOf, type Outbox } from "@/lib/jobs/outbox";
import { deliver } from "@/lib/mail/deliver";
import type { Send } from "@/lib/mail/message";

/** Waits between attempts: doubled each time from `firstMs` up to `longestMs`, less up to half by chance. */
export type Backoff = { firstMs: number; longestMs: number };

export type DeliveryOptions = { outbox: Outbox; from: string; send: Send; backoff: Backoff; log: Logger };

const Payload = z.object({ outboxId: z.uuid() });

/** The job that sends one outbox row. It ends well whatever the provider says: a retry is a new job, later. */
export function delivery({ outbox, from, send, backoff, log }: DeliveryOptions): Task {
  return async (payload, { addJob }) => {
    const { outboxId } = Payload.parse(payload);
    const due = await outbox.begin(outboxId);
    if (!due) return;
    const verdict = await deliver(due, from, send);
    const about = { outboxId, kind: due.kind, attempts: due.attempts };
    switch (verdict.outcome) {
      case "sent":
        await outbox.sent(outboxId, verdict.providerId);
        log.info({ ...about, providerId: verdict.providerId }, "mail sent");
        return;
      case "drop":
        await outbox.dropped(outboxId, verdict.reason);
        log.warn({ ...about, reason: verdict.reason }, "mail dropped");
        return;
      case "retry": {
        await outbox.failed(outboxId, verdict.reason);
        const waitMs = Math.max(waitAfter(due.attempts, backoff), verdict.afterMs ?? 0);
        await addDelivery(addJob, outboxId, waitMs);
        log.warn({ ...about, reason: verdict.reason, waitMs }, "mail not taken, will try again");
      }
    }
  };
}

/** Puts a row in line anew: its waiting job is moved, its running one superseded. */
export async function addDelivery(addJob: AddJobFunction, outboxId: string, waitMs = 0): Promise<void> {
  const runAt = waitMs > 0 ? new Date(Date.now() + waitMs) : undefined;
  await addJob("deliver", { outboxId }, { jobKey: jobKeyOf(outboxId), runAt });
}

/** Puts a new row in line, unless another worker that heard the same announcement was first. */
export async function addFirstDelivery(addJob: AddJobFunction, outboxId: string): Promise<void> {
  await addJob("deliver", { outboxId }, { jobKey: jobKeyOf(outboxId), jobKeyMode: "unsafe_dedupe" });
}

/** Milliseconds to wait after the n-th attempt. */
export function waitAfter(attempts: number, { firstMs, longestMs }: Backoff, chance = Math.random()): number {
  return Math.min(longestMs, firstMs * 2 ** (attempts - 1)) * (1 - chance / 2);
}
