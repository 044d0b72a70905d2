import { randomBytes } from "node:crypto";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate.ts";
import { embeddedServer } from "./cluster.ts";
import { rentedServer } from "./rented-server.ts";
import { inDatabase } from "./server.ts";

/** One server for the whole run, with a migrated database that {@link testDatabase} copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `remit_test_${Math.floor(Date.now() / 1000)}_${randomBytes(4).toString("hex")}`;
  const rented = process.env.DATABASE_URL;
  const { server, stop } = rented ? await rentedServer(rented, prefix) : await embeddedServer();
  const template = `${prefix}_template`;
  const sql = postgres(server.owner, { max: 1, onnotice: () => {} });
  const tearDown = async () => {
    await sql.end();
    const administrator = postgres(server.administrator, { max: 1, onnotice: () => {} });
    const left = await administrator<{ datname: string }[]>`
      select datname from pg_database where starts_with(datname, ${`${prefix}_`})`;
    for (const { datname } of left)
      await administrator.unsafe(`drop database if exists ${datname} with (force)`);
    await administrator.end();
    await stop();
  };
  try {
    await sql.unsafe(`create database ${template}`);
    await migrate(inDatabase(server.owner, template));
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("testRun", { server, template, prefix });
  return tearDown;
}
