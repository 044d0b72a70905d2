import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { closeDatabase } from "@/db/client";
import { setContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { closeRole } from "@/lib/access/role";
import type { RoleDraft } from "@/lib/access/system-roles";
import { foundAccount, nameAdministrator } from "@/lib/accounts/commands";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { signedIn } from "@/lib/doorway/testing/as";
import { giveGrant } from "@/lib/grants/commands";
import { joinGroup } from "@/lib/members/enrolment";
import { writeRole } from "../seeded";

/**
 * Ada and Ben are Admins, Rob may manage roles and little else, Vic, Wim and Gil hold Analyst (Gil through a group, Wim
 * on a campaign alone), Kim administers the account. Zoe is Admin of another workspace.
 */
export type Office = {
  database: TestDatabase;
  owner: Sql;
  here: TestCompany;
  there: TestCompany;
  roles: Record<"analyst" | "keeper" | "foreign", string>;
  campaign: string;
  group: string;
  tokens: Record<string, string>;
  give(to: { membershipId: string } | { groupId: string }, roleId: string, more?: Given): Promise<string>;
  close(): Promise<void>;
};
type Given = { resourceId?: string; until?: string; plus?: ["data-space:export"] };

export const slug = "office";
export const analystDraft: RoleDraft = {
  applications: ["data-activation"],
  levels: { segment: 3, alert: 1 },
  fine: ["campaign:view", "general:view-members"],
};

export async function openOffice(): Promise<Office> {
  const database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  const here = await foundCompany(database.ownerUrl, slug, {
    Ada: "admin",
    Ben: "admin",
    Rob: null,
    Vic: null,
    Wim: null,
    Gil: null,
    Kim: null,
  });
  const there = await foundCompany(database.ownerUrl, "there", { Zoe: "admin" });
  const connection = { "remit.workspace": here.workspaceId };
  const owner = postgres(database.ownerUrl, { max: 2, connection, onnotice: () => {} });
  const db = drizzle(owner);
  const id = here.workspaceId;
  const custom = (name: string, draft: RoleDraft, workspaceId = id) =>
    db.transaction(async (tx) => {
      await setContext(tx, { workspace: workspaceId });
      const contents = closeRole(draft);
      const role = {
        key: null,
        kind: "custom",
        name,
        description: `${name} of the office`,
        contents,
      } as const;
      return writeRole(tx, workspaceId, { ...role, authorId: null });
    });
  const roles = {
    analyst: await custom("Analyst", analystDraft),
    keeper: await custom("Keeper", { fine: ["general:manage-role", "campaign:edit"] }),
    foreign: await custom("Foreign", { fine: ["campaign:view"] }, there.workspaceId),
  };
  const [group, campaign] = [uuidv7(), uuidv7()];
  const membershipId = (name: string) => here.people[name]?.membershipId ?? "";
  const give: Office["give"] = (principal, roleId, { resourceId = id, ...more } = {}) =>
    db.transaction((tx) =>
      giveGrant(tx, id, { principal, roleId, resourceId, ...more, source: "direct", grantedBy: null }),
    );
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into groups (workspace_id, id, name) values (${id}, ${group}, 'Brand')`);
    await tx.execute(sql`
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${id}, ${campaign}, 'campaign', 'Q2', ${id}, array[${id}, ${campaign}]::uuid[])`);
    await joinGroup(tx, id, group, membershipId("Gil"));
    const [account] = await tx.execute<{ id: string }>(
      sql`select account_id as id from workspaces where id = ${id}`,
    );
    await nameAdministrator(
      tx,
      account?.id ?? (await foundAccount(tx, "none")),
      here.people.Kim?.userId ?? "",
    );
  });
  await give({ membershipId: membershipId("Rob") }, roles.keeper);
  await give({ membershipId: membershipId("Vic") }, roles.analyst);
  await give({ membershipId: membershipId("Wim") }, roles.analyst, { resourceId: campaign });
  await give({ groupId: group }, roles.analyst);
  const tokens: Record<string, string> = {};
  for (const [name, { userId }] of Object.entries({ ...here.people, ...there.people }))
    tokens[name] = await signedIn(userId);
  return {
    database,
    owner,
    here,
    there,
    roles,
    campaign,
    group,
    tokens,
    give,
    close: async () => {
      await closeDatabase();
      await owner.end();
      await database.drop();
    },
  };
}
