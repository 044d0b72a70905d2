import { workerLog } from "@/lib/jobs/log";
import { openPostOffice } from "@/lib/jobs/post-office";
import { resend } from "@/lib/mail/resend";

/** A worker in a process of its own, with waits so short that a test can watch many of them. */
const [databaseUrl = "", baseUrl = ""] = process.argv.slice(2);

openPostOffice({
  databaseUrl,
  url: "https://remit.example",
  from: "Remit <remit@remit.example>",
  send: resend({ apiKey: "re_test", baseUrl, timeoutMs: 300 }),
  log: workerLog(),
  backoff: { firstMs: 20, longestMs: 200 },
  staleMs: 1_000,
  pollMs: 50,
  concurrency: 8,
});
