import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";

const noStore = { headers: { "cache-control": "no-store" } };

/** Whether the process answers; asks nothing else. */
export async function health(): Promise<Response> {
  return Response.json({ status: "ok" }, noStore);
}

/** Whether the database answers and has every migration of this build: 200, or 503 with the reason. */
export async function ready(): Promise<Response> {
  try {
    const journal = await readFile(path.resolve("db/migrations/meta/_journal.json"), "utf8");
    const expected = (JSON.parse(journal) as { entries: { when: number }[] }).entries.at(-1)?.when ?? 0;
    const [row] = await database().execute<{ latest: string | null }>(
      sql`select max(created_at)::text as latest from drizzle.__drizzle_migrations`,
    );
    if (Number(row?.latest ?? 0) < expected) return notReady("migrations are missing");
    return Response.json({ status: "ready" }, noStore);
  } catch {
    return notReady("the database does not answer");
  }
}

function notReady(reason: string): Response {
  return Response.json({ status: "not-ready", reason }, { status: 503, ...noStore });
}
