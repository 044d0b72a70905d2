import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { users } from "@/db/schema/users";
import { systemRoles } from "@/lib/access/role";
import { writeUser } from "@/lib/members/enrolment";
import { writeSession } from "@/scripts/builders/session";
import { buildWorkspace } from "@/scripts/builders/workspace";
import { clockOf } from "./clock.ts";
import type { Company } from "./company.ts";
import { Diary } from "./diary.ts";
import { known, type Stage } from "./stage.ts";
import { writeGrants } from "./write-grants.ts";
import { writeInvitations } from "./write-invitations.ts";
import { writeKeys } from "./write-keys.ts";
import { writeGroups, writeMembers } from "./write-members.ts";
import { writePlaces } from "./write-places.ts";
import { writeRoles } from "./write-roles.ts";

/** Writes an account with its workspace and all that ever happened there. */
export async function writeCompany(tx: Transaction, company: Company): Promise<void> {
  const clock = await clockOf(tx, company.timeZone);
  const { account, slug, workspace: name, timeZone } = company;
  const at = clock.at(company.founded, name);
  const builder = await buildWorkspace(tx, { account, slug, name, timeZone, at });
  const { id, accountId, roles } = builder.workspace;
  await tx.update(accounts).set({ createdAt: at }).where(eq(accounts.id, accountId));
  const stage: Stage = {
    tx,
    builder,
    company,
    clock,
    diary: new Diary(),
    workspace: { id, name: company.workspace },
    users: new Map(),
    members: new Map(),
    groups: new Map(),
    roles: new Map(systemRoles.map((role) => [role.name, roles[role.key] ?? ""])),
    places: new Map(),
    invitations: new Map(),
  };
  for (const { name, email } of company.accountAdministrators)
    stage.users.set(name, await userOf(tx, email, name));
  for (const { name, since } of company.accountAdministrators)
    await builder.administrator(stage.users.get(name) ?? "", clock.at(since, name));
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
  const [user] = await tx.select().from(users).where(eq(users.email, email));
  return user?.id ?? writeUser(tx, email, name);
}

/** Browsers that are signed in; their tokens are known to nobody. */
async function writeBrowsers({ tx, company, clock, users }: Stage): Promise<void> {
  const twelveHours = 12 * 60;
  for (const { who, userAgent, minutesAgo } of company.browsers) {
    const started = Math.min(minutesAgo + 95, twelveHours - 60);
    await writeSession(tx, known(users, who), {
      createdAt: clock.minutesAgo(started),
      lastSeenAt: clock.minutesAgo(minutesAgo),
      expiresAt: clock.minutesAgo(started - twelveHours),
      provedAt: clock.minutesAgo(started),
      userAgent,
    });
  }
}
