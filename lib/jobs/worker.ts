import { workerLog } from "@/lib/jobs/log";
import { openPostOffice } from "@/lib/jobs/post-office";
import { resend } from "@/lib/mail/resend";
import { settings } from "@/lib/settings";

const answerWithinMs = 10_000;

const log = workerLog();
const { workerDatabaseUrl, url, resendApiKey, resendBaseUrl, from } = settings();
const postOffice = openPostOffice({
  databaseUrl: workerDatabaseUrl,
  url,
  from,
  send: resend({ apiKey: resendApiKey, baseUrl: resendBaseUrl, timeoutMs: answerWithinMs }),
  log,
  backoff: { firstMs: 1_000, longestMs: 120_000 },
  staleMs: 2 * answerWithinMs,
  pollMs: 1_000,
  concurrency: 5,
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, async () => {
    await postOffice.close();
    log.info("worker has stopped");
    process.exit(0);
  });
}
