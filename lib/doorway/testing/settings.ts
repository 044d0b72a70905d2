import type { TestDatabase } from "@/db/testing/test-database";

/** Lets this process serve a test database as the demo would, so that commands can mail and links have an address. */
export function serveFrom(database: TestDatabase): void {
  Object.assign(process.env, {
    REMIT_APP_DATABASE_URL: database.appUrl,
    REMIT_WORKER_DATABASE_URL: database.workerUrl,
    RESEND_API_KEY: "re_test",
    REMIT_FROM: "Remit <remit@alderfinch.example>",
    REMIT_URL: "http://localhost:3000",
    REMIT_SECRET: "a secret of the tests, long enough to be one",
    REMIT_DEMO: "1",
  });
}
