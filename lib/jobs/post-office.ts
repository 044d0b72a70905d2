import { setTimeout as sleep } from "node:timers/promises";
import { makeWorkerUtils, type Runner, run, type TaskList } from "graphile-worker";
import type { Logger } from "pino";
import postgres from "postgres";
import { z } from "zod";
import { addDelivery, addFirstDelivery, type Backoff, delivery } from "@/lib/jobs/delivery";
import { queueLog } from "@/lib/jobs/log";
import { outboxOf } from "@/lib/jobs/outbox";
import { remindOfReviews } from "@/lib/jobs/reviews";
import type { Send } from "@/lib/mail/message";

export type PostOfficeOptions = {
  databaseUrl: string;
  /** Where Remit is served: links in reminders lead there. */
  url: string;
  from: string;
  send: Send;
  log: Logger;
  backoff: Backoff;
  /** Longer than any delivery takes, in milliseconds: a job locked for longer belongs to a worker that is gone. */
  staleMs: number;
  /** How often the queue looks for jobs whose time has come, in milliseconds. */
  pollMs: number;
  concurrency: number;
};

export type PostOffice = {
  /** Lets deliveries under way finish and closes every connection. */
  close(): Promise<void>;
};

const crontab = `
* * * * * sweep
* * * * * denials
3 * * * * reviews
17 * * * * tidy
`;

/**
 * Delivers what stands in the outbox until it is closed: at once what is announced, within a minute what was forgotten
 * because an announcement or a worker was lost. Outlives restarts of the database.
 */
export function openPostOffice(options: PostOfficeOptions): PostOffice {
  const { databaseUrl, url, log, staleMs, pollMs, concurrency } = options;
  const sql = postgres(databaseUrl, {
    max: concurrency,
    backoff: () => 0.5,
    onnotice: () => undefined,
  });
  const outbox = outboxOf(sql);
  const closing = new AbortController();
  let runner: Runner | undefined;
  let listening = false;

  const taskList: TaskList = {
    deliver: delivery({ ...options, outbox }),
    sweep: async (_payload, { addJob }) => {
      const forgotten = await outbox.forgotten(staleMs);
      for (const id of forgotten) await addDelivery(addJob, id);
      if (forgotten.length > 0) log.info({ rows: forgotten.length }, "outbox swept");
    },
    reviews: async () => {
      const mails = await remindOfReviews(sql, url);
      if (mails > 0) log.info({ mails }, "reminded of reviews");
    },
    denials: async () => {
      await sql`select tell_repeated_denials()`;
    },
    tidy: () => forgetFailedJobs(databaseUrl),
  };

  /** What is lost here, while the queue is away, the sweep after its return finds. */
  async function announced(id: string): Promise<void> {
    if (!runner || !z.uuid().safeParse(id).success) return;
    await addFirstDelivery(runner.addJob, id).catch((error) =>
      log.warn({ err: error }, "announcement missed"),
    );
  }

  async function sweepSoon(): Promise<void> {
    await runner?.addJob("sweep", {}, { jobKey: "sweep:now" }).catch(() => undefined);
  }

  async function serve(): Promise<void> {
    if (!listening) {
      await sql.listen("remit_outbox", announced, sweepSoon);
      listening = true;
    }
    runner = await run({
      connectionString: databaseUrl,
      maxPoolSize: concurrency + 2,
      concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: queueLog(log),
      // In batches, a result that cannot be written down stops the queue; singly, it ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList,
      crontab,
    });
    log.info("worker is ready");
    const current = runner;
    const stop = () => void current.stop().catch(() => undefined);
    if (closing.signal.aborted) stop();
    closing.signal.addEventListener("abort", stop, { once: true });
    await sweepSoon();
    await current.addJob("reviews", {}, { jobKey: "reviews:now" }).catch(() => undefined);
    await current
      .addJob("sweep", {}, { jobKey: "sweep:stale", runAt: new Date(Date.now() + staleMs) })
      .catch(() => undefined);
    await current.promise.finally(() => closing.signal.removeEventListener("abort", stop));
  }

  async function stayOpen(): Promise<void> {
    while (!closing.signal.aborted) {
      await serve().catch((error) => log.error({ err: error }, "worker lost its database"));
      runner = undefined;
      await sleep(1000, undefined, { signal: closing.signal }).catch(() => undefined);
    }
    await sql.end({ timeout: 5 });
  }

  const open = stayOpen();
  return {
    close: async () => {
      closing.abort();
      await open;
    },
  };
}

/** Jobs that were superseded or gave up; their rows went on in jobs of their own. */
async function forgetFailedJobs(connectionString: string): Promise<void> {
  const queue = await makeWorkerUtils({ connectionString });
  try {
    await queue.cleanup({ tasks: ["DELETE_PERMAFAILED_JOBS"] });
  } finally {
    await queue.release();
  }
}
