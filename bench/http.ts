import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { workspaces } from "@/db/schema/accounts";
import { users } from "@/db/schema/users";
import { setContext } from "@/db/tenant";
import { served } from "@/e2e/served";
import { WorkspaceBuilder } from "@/scripts/builders/workspace";
import { freePort } from "@/scripts/ports";
import { runRemit } from "@/scripts/running-remit";
import { summary } from "./measure";
import { type Scale, type StageResult, versionOf } from "./report";

const sizes: Record<Scale, { rounds: number; seconds: number }> = {
  small: { rounds: 5, seconds: 2 },
  full: { rounds: 7, seconds: 5 },
};
const connections = 16;
/** More than one, since each may only ask so much a second. */
const keys = 8;
const readyWithinMs = 300_000;

type Target = { name: string; url: string };

/** A decision over HTTP, of a person whose access is unchanged, against a bare node:http server with the same queries. */
export async function httpStage(scale: Scale): Promise<StageResult> {
  const size = sizes[scale];
  const given = process.env.REMIT_E2E_URL;
  const remit = given ? null : await runRemit(readyWithinMs);
  if (remit) Object.assign(process.env, { REMIT_E2E_URL: remit.url, REMIT_E2E_DATA_DIR: remit.dataFolder });
  const { url, databases } = served();
  const owner = postgres(databases.owner, { max: 1, onnotice: () => {} });
  const bare = await bareServer(databases.app);
  try {
    const { userId, secrets } = await writeKeys(owner);
    const targets: Target[] = [
      { name: "remit", url: `${url}/access/v1/evaluation` },
      { name: "bare", url: bare.url },
    ];
    for (const target of targets) await agree(target, secrets[0] ?? "", userId);
    const ratios: number[] = [];
    for (let round = -1; round < size.rounds; round++) {
      const rates = new Map<string, number>();
      const order = round % 2 === 0 ? targets : targets.toReversed();
      for (const target of order) rates.set(target.name, await rateOf(target, secrets, userId, size.seconds));
      const [own, other] = [rates.get("remit") ?? 0, rates.get("bare") ?? Number.NaN];
      if (round >= 0) ratios.push(own / other);
    }
    return {
      stage: "http",
      load: { ...size, connections, keys },
      versions: { autocannon: versionOf("autocannon") },
      figures: [
        {
          what: "decisions over HTTP, in a second",
          against: "bare node:http, same queries",
          ratio: summary(ratios),
          unit: "× its rate",
          bound: "at least",
          must: 0.2,
          stretch: 0.3,
        },
      ],
    };
  } finally {
    bare.stop();
    await owner.end();
    if (remit) {
      delete process.env.REMIT_E2E_URL;
      await remit.stop();
    }
  }
}

const questionOf = (userId: string) =>
  JSON.stringify({
    subject: { type: "user", id: userId },
    action: { name: "view" },
    resource: { type: "segment", id: "*" },
  });

const headersOf = (secret: string) => ({
  authorization: `Bearer ${secret}`,
  "content-type": "application/json",
});

/** Both must say yes before they are compared. */
async function agree({ name, url }: Target, secret: string, userId: string): Promise<void> {
  const init = { method: "POST", headers: headersOf(secret), body: questionOf(userId) };
  const answer = (await (await fetch(url, init)).json()) as { decision?: boolean };
  if (answer.decision !== true) throw new Error(`${name} answered ${JSON.stringify(answer)}`);
}

/** Answers a second; a single one that is not 200 spoils the round. */
async function rateOf({ name, url }: Target, secrets: string[], userId: string, seconds: number) {
  const requests = secrets.map((secret) => ({
    method: "POST" as const,
    headers: headersOf(secret),
    body: questionOf(userId),
  }));
  const result = await autocannon({ url, connections, duration: seconds, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${name}: ${result.non2xx} answers were refused, ${result.errors} failed`);
  return result["2xx"] / result.duration;
}

/** Keys of the demo's workspace, and an Admin to ask about. */
async function writeKeys(owner: Sql): Promise<{ userId: string; secrets: string[] }> {
  return drizzle(owner).transaction(async (tx) => {
    const [workspace] = await tx.select().from(workspaces).where(eq(workspaces.slug, "alder-finch"));
    const [admin] = await tx.select().from(users).where(eq(users.email, "admin@alderfinch.example"));
    if (!workspace || !admin) throw new Error("the demo company is not there");
    await setContext(tx, { workspace: workspace.id });
    const builder = new WorkspaceBuilder(tx, { ...workspace, roles: {} });
    const expiresAt = sql`now() + interval '1 hour'`;
    const secrets: string[] = [];
    while (secrets.length < keys)
      secrets.push((await builder.key("Measuring", admin.id, { expiresAt })).secret);
    return { userId: admin.id, secrets };
  });
}

async function bareServer(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const file = fileURLToPath(new URL("http-bare.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env: { ...process.env, NODE_ENV: "production", REMIT_APP_DATABASE_URL: databaseUrl, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
