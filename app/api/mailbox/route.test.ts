import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type MailStandIn, startMailStandIn } from "@/scripts/mail-stand-in";

let standIn: MailStandIn;

beforeEach(async () => {
  standIn = await startMailStandIn();
  for (const to of ["ann@remit.example", "bob@remit.example"]) {
    await fetch(`${standIn.url}/emails`, {
      method: "POST",
      headers: { authorization: "Bearer re_test" },
      body: JSON.stringify({
        from: "remit@remit.example",
        to,
        subject: "Hello",
        html: "<p>Hello</p>",
        text: "Hello",
      }),
    });
  }
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await standIn.close();
});

async function ask(query: string, demo: boolean): Promise<Response> {
  const url = (user: string) => `postgres://${user}:secret@127.0.0.1:5432/remit`;
  vi.stubEnv("REMIT_APP_DATABASE_URL", url("app"));
  vi.stubEnv("REMIT_WORKER_DATABASE_URL", url("worker"));
  vi.stubEnv("RESEND_API_KEY", "re_test");
  vi.stubEnv("REMIT_FROM", "remit@remit.example");
  vi.stubEnv("REMIT_URL", "http://localhost:3000");
  vi.stubEnv("REMIT_SECRET", "a-test-secret-of-some-0123456789-length");
  vi.stubEnv("RESEND_BASE_URL", standIn.url);
  vi.stubEnv("REMIT_DEMO", demo ? "1" : "");
  vi.resetModules();
  const { GET } = await import("./route");
  return GET(
    new Request(`http://localhost:3000/api/mailbox${query}`, { headers: { host: "localhost:3000" } }),
  );
}

test("in the demo it gives the mail, newest first, and one person's on request", async () => {
  const all = await (await ask("", true)).json();
  expect(all.map(({ to }: { to: string }) => to)).toEqual(["bob@remit.example", "ann@remit.example"]);
  expect(Object.keys(all[0]).sort()).toEqual(["at", "headers", "html", "id", "subject", "text", "to"]);
  const some = await (await ask("?to=ann%40remit.example", true)).json();
  expect(some).toHaveLength(1);
});

test("in production there is no mailbox", async () => {
  const response = await ask("", false);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe("");
});
