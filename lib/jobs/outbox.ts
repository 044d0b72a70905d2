import type { Sql } from "postgres";
import type { Due } from "@/lib/mail/deliver";

/** The worker's hold on the outbox. Settled rows keep no payload: links and codes do not outlive their delivery. */
export type Outbox = ReturnType<typeof outboxOf>;

export function outboxOf(sql: Sql) {
  return {
    /** Begins an attempt; null when the row is settled already. */
    async begin(id: string): Promise<Due | null> {
      const [due] = await sql<Due[]>`
        UPDATE outbox o SET attempts = attempts + 1
        WHERE id = ${id} AND sent_at IS NULL AND dropped_at IS NULL
        RETURNING id, kind, recipient, payload, attempts,
          (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
          (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS "now",
          EXISTS (SELECT 1 FROM users u WHERE u.email = lower(o.recipient) AND u.disabled_at IS NULL)
            AS "recipientIsActive"`;
      return due ?? null;
    },

    /** What the provider took is sent, even if another attempt gave the row up meanwhile. */
    async sent(id: string, providerId: string | null): Promise<void> {
      await sql`
        UPDATE outbox SET sent_at = clock_timestamp(), dropped_at = NULL, provider_id = ${providerId},
          last_error = NULL, payload = '{}'
        WHERE id = ${id} AND sent_at IS NULL`;
    },

    async dropped(id: string, reason: string): Promise<void> {
      await sql`
        UPDATE outbox SET dropped_at = clock_timestamp(), last_error = ${reason}, payload = '{}'
        WHERE id = ${id} AND sent_at IS NULL AND dropped_at IS NULL`;
    },

    async failed(id: string, reason: string): Promise<void> {
      await sql`UPDATE outbox SET last_error = ${reason} WHERE id = ${id} AND sent_at IS NULL`;
    },

    /**
     * Rows that nobody is going to deliver: no job, a job that gave up, or one whose lock is older than `staleMs`
     * (its worker was killed). Oldest first.
     */
    async forgotten(staleMs: number): Promise<string[]> {
      const rows = await sql<{ id: string }[]>`
        SELECT o.id FROM outbox o
        WHERE o.sent_at IS NULL AND o.dropped_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM graphile_worker.jobs j
          WHERE j.key = ${jobKeyOf("")} || o.id::text AND (
            (j.locked_at IS NULL AND j.attempts < j.max_attempts)
            OR j.locked_at > now() - make_interval(secs => ${staleMs / 1000})))
        ORDER BY o.created_at LIMIT 5000`;
      return rows.map(({ id }) => id);
    },
  };
}

/** One job per row at a time. */
export function jobKeyOf(outboxId: string): string {
  return `deliver:${outboxId}`;
}
