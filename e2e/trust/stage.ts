import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Transaction } from "../../db/client.ts";
import { setContext } from "../../db/tenant.ts";
import { nameAdministrator } from "../../lib/accounts/commands.ts";
import { joinGroup, writeUser } from "../../lib/members/enrolment.ts";
import type { Session } from "../../scripts/builders/session.ts";
import type { Member } from "../../scripts/builders/workspace.ts";
import { people, type SetUp } from "./people.ts";
import { type Principal, principals } from "./principals.ts";
import { grant, type Tenant, writeInvitation, writeMember, writeSession, writeTenant } from "./tenant.ts";

/** `membershipId` and the session's token are empty where there is none. */
export type Person = Member & { session: Session };

export type Stage = {
  home: Tenant;
  /** Another workspace in another account. */
  foreign: Tenant;
  people: Record<Principal, Person>;
  /** Writes as the owner of the database in the context of the home workspace. */
  write<T>(work: (tx: Transaction) => Promise<T>, tenant?: Tenant): Promise<T>;
  /** Lets everybody start anew with their limits. */
  forgetLimits(): Promise<void>;
  close(): Promise<void>;
};

/** Two workspaces of their own in a served demo, and everybody of the matrix. */
export async function writeStage(ownerUrl: string): Promise<Stage> {
  const client = postgres(ownerUrl, { max: 2, onnotice: () => {} });
  const db = drizzle(client);
  const tag = randomBytes(4).toString("hex");
  const stage = await db.transaction(async (tx) => {
    const foreign = await writeTenant(tx, `foreign-${tag}`);
    const home = await writeTenant(tx, `home-${tag}`);
    const written = {} as Record<Principal, Person>;
    for (const principal of principals)
      written[principal] = await writePerson(tx, { home, foreign }, principal, people[principal]);
    return { home, foreign, people: written };
  });
  return {
    ...stage,
    write: (work, { accountId, workspaceId } = stage.home) =>
      db.transaction(async (tx) => {
        await setContext(tx, { account: accountId, workspace: workspaceId });
        return work(tx);
      }),
    forgetLimits: async () => {
      await client`delete from rate_limits`;
    },
    close: () => client.end(),
  };
}

async function writePerson(
  tx: Transaction,
  { home, foreign }: { home: Tenant; foreign: Tenant },
  principal: Principal,
  setUp: SetUp,
): Promise<Person> {
  const tenant = setUp.membership === "elsewhere" ? foreign : home;
  await setContext(tx, { account: tenant.accountId, workspace: tenant.workspaceId });
  const member =
    setUp.membership === "none"
      ? await writeOutsider(tx, tenant, principal)
      : await writeMember(tx, tenant, principal);
  await writeAccess(tx, tenant, member, setUp);
  if (setUp.administers) await nameAdministrator(tx, home.accountId, member.userId);
  if (setUp.administers === "formerly")
    await tx.execute(
      sql`update account_administrators set valid_to = now() where user_id = ${member.userId}`,
    );
  if (setUp.invitedAs) await writeInvitation(tx, home, home.seen.userId, setUp.invitedAs, member.email);
  if (setUp.disabled) await tx.execute(sql`update users set disabled_at = now() where id = ${member.userId}`);
  const state = setUp.session ?? "live";
  const session = state === "none" ? { id: "", token: "" } : await writeSession(tx, member.userId, { state });
  return { ...member, session };
}

async function writeOutsider(tx: Transaction, { slug }: Tenant, name: string): Promise<Member> {
  const email = `${randomBytes(6).toString("hex")}@${slug}.example`;
  return { userId: await writeUser(tx, email, name), membershipId: "", email, name };
}

async function writeAccess(tx: Transaction, tenant: Tenant, member: Member, setUp: SetUp): Promise<void> {
  const { workspaceId } = tenant;
  const { membershipId } = member;
  const of = sql`workspace_id = ${workspaceId} and membership_id = ${membershipId}`;
  if (setUp.through) await joinGroup(tx, workspaceId, tenant.adminGroup, membershipId);
  else if (setUp.role) {
    const places = { workspace: workspaceId, campaign: tenant.campaign, product: tenant.product };
    await grant(tx, tenant, member, setUp.role, places[setUp.on ?? "workspace"]);
  }
  if (setUp.through === "group-left")
    await tx.execute(sql`update group_memberships set valid_to = clock_timestamp() where ${of}`);
  if (setUp.when === "ended")
    await tx.execute(sql`update grants set valid_to = clock_timestamp() where ${of}`);
  if (setUp.when === "ahead")
    await tx.execute(sql`update grants set valid_from = now() + interval '1 day' where ${of}`);
  if (setUp.membership === "deactivated" || setUp.membership === "removed")
    await tx.execute(sql`update active_periods set valid_to = clock_timestamp() where ${of}`);
  if (setUp.membership === "removed")
    await tx.execute(sql`
      update memberships set ended_at = clock_timestamp() where workspace_id = ${workspaceId} and id = ${membershipId}`);
}

/** A key as a form would mint it. */
export const newKey = () => randomUUID();
