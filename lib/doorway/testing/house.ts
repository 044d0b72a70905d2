import postgres, { type Sql } from "postgres";
import { closeDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { signedIn } from "./as";

/** Two workspaces of two accounts with the doorway open to them, and an owner's connection in the first one's context. */
export type House = {
  slug: string;
  owner: Sql;
  here: TestCompany;
  there: TestCompany;
  tokens: Record<string, string>;
  groups(): Promise<string[]>;
  events(): Promise<{ action: string; outcome: string; actor: string; target: string }[]>;
  mails(): Promise<number>;
  /** Ends whatever Admin grant somebody holds. */
  demote(name: string): Promise<void>;
  close(): Promise<void>;
};

/** In `here` Ada and Ben are Admins, Vic is Viewer and Dea is nothing yet; Zoe is Admin of `there`. */
export async function openHouse(): Promise<House> {
  const database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  const slug = "here";
  const here = await foundCompany(database.ownerUrl, slug, {
    Ada: "admin",
    Ben: "admin",
    Vic: "viewer",
    Dea: "admin",
  });
  const there = await foundCompany(database.ownerUrl, "there", { Zoe: "admin" });
  const connection = { "remit.workspace": here.workspaceId };
  const owner = postgres(database.ownerUrl, { max: 3, connection, onnotice: () => {} });
  const tokens: Record<string, string> = {};
  for (const [name, { userId }] of Object.entries({ ...here.people, ...there.people }))
    tokens[name] = await signedIn(userId);
  return {
    slug,
    owner,
    here,
    there,
    tokens,
    groups: async () => {
      const rows = await owner<{ name: string }[]>`
        select name from groups where workspace_id = ${here.workspaceId} order by name`;
      return rows.map(({ name }) => name);
    },
    events: async () => [
      ...(await owner<{ action: string; outcome: string; actor: string; target: string }[]>`
        select action, outcome, actor_name as actor, target_label as target from audit_events
        where workspace_id = ${here.workspaceId} order by at, seq`),
    ],
    mails: async () => (await owner`select 1 from outbox`).length,
    demote: async (name) => {
      await owner`update grants set valid_to = clock_timestamp()
        where workspace_id = ${here.workspaceId} and membership_id = ${here.people[name]?.membershipId ?? null}`;
    },
    close: async () => {
      await closeDatabase();
      await owner.end();
      await database.drop();
    },
  };
}
