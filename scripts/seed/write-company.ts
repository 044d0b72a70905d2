import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { foundAccount, foundWorkspace, nameAdministrator } from "@/lib/accounts/commands";
import { writeUser } from "@/lib/members/enrolment";
import { clockOf } from "./clock.ts";
import type { Company } from "./company.ts";
import { Diary } from "./diary.ts";
import { insertRows } from "./rows.ts";
import type { Stage } from "./stage.ts";
import { writeGrants } from "./write-grants.ts";
import { writeInvitations } from "./write-invitations.ts";
import { writeKeys } from "./write-keys.ts";
import { writeGroups, writeMembers } from "./write-members.ts";
import { writePlaces } from "./write-places.ts";
import { writeRoles } from "./write-roles.ts";

/** Writes an account with its workspace and all that ever happened there. */
export async function writeCompany(tx: Transaction, company: Company): Promise<void> {
  const clock = await clockOf(tx, company.timeZone);
  const accountId = await foundAccount(tx, company.account);
  const founded = clock.at(company.founded, company.workspace);
  await tx.execute(sql`update accounts set created_at = ${founded} where id = ${accountId}`);
  const { id, roles } = await foundWorkspace(tx, {
    accountId,
    slug: company.slug,
    name: company.workspace,
    timeZone: company.timeZone,
    at: founded,
  });
  const stage: Stage = {
    tx,
    company,
    clock,
    diary: new Diary(),
    workspace: { id, name: company.workspace },
    users: new Map(),
    members: new Map(),
    groups: new Map(),
    roles: new Map(Object.entries(await namesOfRoles(tx, id, roles))),
    places: new Map(),
    invitations: new Map(),
  };
  for (const { name, email } of company.accountAdministrators)
    stage.users.set(name, await userOf(tx, email, name));
  for (const { name, since } of company.accountAdministrators)
    await nameAdministrator(tx, accountId, stage.users.get(name) ?? "", clock.at(since, name));
  await writeGroups(stage);
  await writeMembers(stage, userOf);
  await writeRoles(stage);
  await writePlaces(stage);
  await writeInvitations(stage);
  await writeGrants(stage);
  await writeBrowsers(stage);
  await writeKeys(stage);
  await stage.diary.write(tx, stage.workspace, clock, stage.users);
}

/** The user with this address, who may be in another workspace already. */
async function userOf(tx: Transaction, email: string, name: string): Promise<string> {
  const [known] = await tx.execute<{ id: string }>(sql`select id from users where email = ${email}`);
  return known?.id ?? writeUser(tx, email, name);
}

async function namesOfRoles(tx: Transaction, workspaceId: string, ids: Record<string, string>) {
  const rows = await tx.execute<{ name: string; id: string }>(
    sql`select name, id from roles where workspace_id = ${workspaceId}`,
  );
  const known = new Set(Object.values(ids));
  return Object.fromEntries(rows.filter(({ id }) => known.has(id)).map(({ name, id }) => [name, id]));
}

/** Browsers that are signed in; their tokens are known to nobody. */
async function writeBrowsers({ tx, company, clock, users }: Stage): Promise<void> {
  const twelveHours = 12 * 60;
  await insertRows(
    tx,
    "sessions",
    company.browsers.map(({ who, userAgent, minutesAgo }) => {
      const started = Math.min(minutesAgo + 95, twelveHours - 60);
      return {
        id: crypto.randomUUID(),
        token_hash: `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", ""),
        user_id: users.get(who),
        created_at: clock.minutesAgo(started),
        last_seen_at: clock.minutesAgo(minutesAgo),
        expires_at: clock.minutesAgo(started - twelveHours),
        proved_at: clock.minutesAgo(started),
        user_agent: userAgent,
      };
    }),
  );
}
