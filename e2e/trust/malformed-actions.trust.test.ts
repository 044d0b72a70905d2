import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/root.ts";
import { addressOf, outcomeIn, post, send } from "./asking.ts";
import { abreast, timeout } from "./demo.ts";
import type { ServerAction } from "./endpoints.ts";
import { actions as listed } from "./expected.ts";
import { anAdmin, Complaints, faultsOf, perEndpoint, sampled, seed } from "./faults.ts";
import { footprint } from "./footprint.ts";
import { asText, type Body, bodies, regressions, spoilt } from "./malformed-inputs.ts";
import { paramsOf } from "./room.ts";
import type { Person } from "./stage.ts";
import { actions, remit, stage } from "./staged.ts";
import { writeSession } from "./tenant.ts";

beforeAll(() => {
  console.log(`malformed actions: seed ${seed}, ${perEndpoint} each (REMIT_SEED repeats it)`);
});

const placeOf = ({ id, pages }: ServerAction) => ({
  id,
  path: addressOf(pages[0] ?? "/page", paramsOf(stage.home)),
});

const formOf = (entries: readonly [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
};

async function tried(action: ServerAction, body: Body, { userId, session }: Person) {
  const endsItself = /signOut|endSession|endOther/.test(action.path);
  const { token } = endsItself ? await stage.write((tx) => writeSession(tx, userId)) : session;
  const answer = await post(remit.url, placeOf(action), typeof body === "string" ? body : formOf(body), {
    token,
  });
  return { answer, outcome: outcomeIn(answer) };
}

test("no action breaks on what is put wrong, and each says what to do", { timeout }, async () => {
  const complaints = new Complaints();
  const unanswered: { action: ServerAction; body: Body }[] = [];
  const codes: Record<string, number> = {};
  await abreast(actions, 3, async (action) => {
    const asker = await anAdmin(stage);
    const usual = (await listed[action.path]?.input(stage, asker))?.input ?? {};
    // The key of a form that was carried out would give its outcome again, whatever else is sent.
    const { idempotencyKey = undefined, ...input } = usual;
    const more = [...(listed[action.path]?.optional ?? []), ...(idempotencyKey ? ["idempotencyKey"] : [])];
    const random = sampled(action.path, bodies(input, more));
    const tries = [...regressions(input), ...random];
    for (const [turn, body] of tries.entries()) {
      if (turn % 20 === 0) await stage.forgetLimits();
      const { answer, outcome } = await tried(action, body, asker);
      const code = outcome?.ok ? "ok" : (outcome?.code ?? "not called");
      codes[code] = (codes[code] ?? 0) + 1;
      if (!outcome) unanswered.push({ action, body });
      const said = outcome && !outcome.ok ? [outcome.message, ...Object.values(outcome.fields ?? {})] : [];
      const broke = code === "failed" || code === "unavailable" ? [`answers ${code}`] : [];
      // Whether the framework is to blame for a status without outcome is looked at below.
      const status = outcome ? answer.status : 0;
      complaints.add(action.path, body, [...broke, ...faultsOf({ ...answer, status }, said)]);
    }
  });
  console.log("malformed actions:", codes);
  expect(complaints.all()).toEqual([]);
  expect(Object.keys(codes)).toEqual(expect.arrayContaining(["invalid", "ok"]));

  const undecodable = undecodableOf(unanswered.map(({ body }) => body));
  const ours = unanswered.filter((_, nth) => !undecodable.has(nth));
  expect(ours.map(({ action, body }) => `${action.path} ${JSON.stringify(body).slice(0, 300)}`)).toEqual([]);
  const before = await footprint(stage);
  for (const { action, body } of unanswered.slice(0, 100)) await tried(action, body, stage.people.admin);
  expect({ ...(await footprint(stage)), sessions: "" }).toEqual({ ...before, sessions: "" });
});

/** Numbers of the bodies that the framework itself cannot turn into arguments. */
function undecodableOf(all: readonly Body[]): Set<number> {
  const script = fileURLToPath(new URL("print-undecodable.mjs", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["--conditions=react-server", script, root], {
    encoding: "utf8",
    input: JSON.stringify(all),
    env: { ...process.env, NODE_ENV: "production" },
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(stderr).toBe("");
  return new Set(JSON.parse(stdout) as number[]);
}

test("the sign-in form takes anything without breaking", async () => {
  const complaints = new Complaints();
  const { email } = stage.people.viewer;
  for (const fields of sampled(
    "sign-in",
    spoilt({ token: "x".repeat(43), email, next: "/" }, ["csrfToken"]),
  )) {
    const form = formOf(Object.entries(fields).map(([name, value]) => [name, asText(value)]));
    const headers = { origin: remit.url };
    const answer = await send(
      `${remit.url}/api/auth/callback/email`,
      { headers },
      { method: "POST", body: form },
    );
    complaints.add("sign-in", fields, faultsOf(answer, []));
  }
  expect(complaints.all()).toEqual([]);
});
