import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { inDatabase } from "./server.ts";

export type TestDatabase = {
  ownerUrl: string;
  appUrl: string;
  workerUrl: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
};

const beingCopied = "55006";

/** A fresh, migrated, empty database on the server of this test run. */
export async function testDatabase(): Promise<TestDatabase> {
  const { server, template, prefix } = inject("testRun");
  const name = `${prefix}_${randomBytes(5).toString("hex")}`;
  const run = async (url: string, statement: string) => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };
  await patiently(() => run(server.owner, `create database ${name} template ${template}`));
  await run(server.owner, `grant connect, create on database ${name} to remit_worker`);
  return {
    ownerUrl: inDatabase(server.owner, name),
    appUrl: inDatabase(server.app, name),
    workerUrl: inDatabase(server.worker, name),
    drop: () => run(server.administrator, `drop database if exists ${name} with (force)`),
  };
}

/** Two files may copy the template at once; PostgreSQL then lets one of them wait for the other and may refuse. */
async function patiently(copy: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await copy();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== beingCopied || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
