import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { PgInsertValue, PgTable } from "drizzle-orm/pg-core";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { grants, resources } from "@/db/schema/grants";
import { invitationGroups, invitationRoles, invitations } from "@/db/schema/invitations";
import { apiKeys } from "@/db/schema/keys";
import { activePeriods, groups, memberships } from "@/db/schema/members";
import { closeRole } from "@/lib/access/role";
import type { RoleDraft } from "@/lib/access/system-roles";
import { foundAccount, foundWorkspace, nameAdministrator } from "@/lib/accounts/commands";
import { newSecret } from "@/lib/identity/key";
import { hashOf, newToken } from "@/lib/identity/secrets";
import { enrol, joinGroup, writeUser } from "@/lib/members/enrolment";
import { writeRole } from "@/lib/roles/seeded";
import { addressOf } from "./address";

/** What there is to build on: `roles` are ids, by the key of a seeded role and by the name of a custom one. */
export type BuiltWorkspace = {
  id: string;
  accountId: string;
  slug: string;
  name: string;
  roles: Record<string, string>;
};

export type Member = { userId: string; membershipId: string; email: string; name: string };
export type Resource = { id: string; path: string[] };
export type Invitation = { id: string; token: string; email: string };
export type ApiKey = { id: string; secret: string; prefix: string };
type Principal = { membershipId: string } | { groupId: string };

/** Further columns of a row; instants may be SQL. */
type Columns<Table extends PgTable, Own extends string> = Partial<
  Omit<PgInsertValue<Table>, Own | "workspaceId" | "id">
>;
type GroupColumns = Columns<typeof groups, "name">;
type ResourceColumns = Columns<typeof resources, "kind" | "name" | "parentId" | "path">;
export type GrantColumns = Columns<typeof grants, "membershipId" | "groupId" | "roleId" | "resourceId">;
type InvitationColumns = Columns<typeof invitations, "email" | "tokenHash" | "invitedBy">;
type KeyColumns = Columns<typeof apiKeys, "name" | "prefix" | "secretHash" | "createdBy">;

const now = sql`clock_timestamp()`;

type Founded = { slug: string; name?: string; account?: string; timeZone?: string; at?: string };

/** Founds a workspace in an account of its own and sets the context of the transaction to it. */
export async function buildWorkspace(
  tx: Transaction,
  { slug, name = slug, account = name, timeZone = "Europe/Vienna", at }: Founded,
): Promise<WorkspaceBuilder> {
  const accountId = await foundAccount(tx, account);
  const place = { accountId, slug, name, timeZone };
  const { id, roles } = await foundWorkspace(tx, at ? { ...place, at } : place);
  return new WorkspaceBuilder(tx, { id, accountId, slug, name, roles });
}

/**
 * Writes what the demo, the tests and the measurements are about, row by row and by name: people and what they hold,
 * without the events and mails of a command. The transaction must be in the context of the workspace.
 */
export class WorkspaceBuilder {
  constructor(
    readonly tx: Transaction,
    readonly workspace: BuiltWorkspace,
  ) {}

  /** Somebody who is in no workspace yet. */
  user(name: string, email = addressOf(name, `${this.workspace.slug}.example`)): Promise<string> {
    return writeUser(this.tx, email, name);
  }

  /** An active member, with a role on the workspace if one is named. */
  async member(name: string, role?: string | null, { email, at }: { email?: string; at?: string } = {}) {
    const address = email ?? addressOf(name, `${this.workspace.slug}.example`);
    const userId = await this.user(name, address);
    const membershipId = await enrol(this.tx, this.workspace.id, userId, at);
    const member: Member = { userId, membershipId, email: address, name };
    if (role) await this.grant(member, role, this.workspace.id, { source: "setup", grantedBy: userId });
    return member;
  }

  /** Members by name, each with the role on the workspace that is named for them. */
  async members<Name extends string>(people: Record<Name, string | null>): Promise<Record<Name, Member>> {
    const members = {} as Record<Name, Member>;
    for (const [name, role] of Object.entries<string | null>(people))
      members[name as Name] = await this.member(name, role);
    return members;
  }

  /** Ends the active period of a member; nothing else of what a deactivation does. */
  async deactivate({ membershipId }: { membershipId: string }, at: string | SQL = now): Promise<void> {
    await this.tx
      .update(activePeriods)
      .set({ validTo: at })
      .where(and(eq(activePeriods.membershipId, membershipId), isNull(activePeriods.validTo)));
  }

  /** Ends a membership for good, without its grants. */
  async remove(member: { membershipId: string }, at: string | SQL = now): Promise<void> {
    await this.deactivate(member, at);
    await this.tx.update(memberships).set({ endedAt: at }).where(eq(memberships.id, member.membershipId));
  }

  administrator(userId: string, at?: string): Promise<void> {
    return nameAdministrator(this.tx, this.workspace.accountId, userId, at);
  }

  async role(name: string, draft: RoleDraft, description = ""): Promise<string> {
    const contents = closeRole(draft);
    const role = { key: null, kind: "custom", name, description, contents, authorId: null } as const;
    const id = await writeRole(this.tx, this.workspace.id, role);
    this.workspace.roles[name] = id;
    return id;
  }

  async group(name: string, members: readonly Member[] = [], columns: GroupColumns = {}): Promise<string> {
    const id = uuidv7();
    await this.tx.insert(groups).values({ workspaceId: this.workspace.id, id, name, ...columns });
    for (const { membershipId } of members) await joinGroup(this.tx, this.workspace.id, id, membershipId);
    return id;
  }

  /** @param under what it lies in; the workspace unless given */
  async resource(
    kind: "campaign" | "project" | "action" | "data-product" | "data-table",
    name: string,
    under: Resource = { id: this.workspace.id, path: [this.workspace.id] },
    columns: ResourceColumns = {},
  ): Promise<Resource> {
    const id = uuidv7();
    const path = [...under.path, id];
    const place = { workspaceId: this.workspace.id, id, kind, name, parentId: under.id, path };
    await this.tx.insert(resources).values({ ...place, ...columns });
    return { id, path };
  }

  /** @param on id of a resource; the workspace unless given */
  async grant(
    to: Principal,
    role: string,
    on = this.workspace.id,
    columns: GrantColumns = {},
  ): Promise<string> {
    const id = uuidv7();
    await this.tx.insert(grants).values({
      workspaceId: this.workspace.id,
      id,
      membershipId: "membershipId" in to ? to.membershipId : null,
      groupId: "groupId" in to ? to.groupId : null,
      roleId: this.#roleId(role),
      resourceId: on,
      source: "direct",
      validFrom: now,
      ...columns,
    });
    return id;
  }

  /** Lives for a day unless said otherwise. */
  async invitation(
    email: string,
    invitedBy: string,
    {
      roles,
      groups = [],
      on = this.workspace.id,
    }: { roles: readonly string[]; groups?: string[]; on?: string },
    columns: InvitationColumns = {},
  ): Promise<Invitation> {
    const [id, token] = [uuidv7(), newToken()];
    const workspaceId = this.workspace.id;
    const expiresAt = sql`now() + interval '1 day'`;
    const row = { workspaceId, id, email, tokenHash: hashOf(token), invitedBy, expiresAt };
    await this.tx.insert(invitations).values({ ...row, ...columns });
    const offered = () => ({ workspaceId, id: uuidv7(), invitationId: id });
    for (const role of roles)
      await this.tx
        .insert(invitationRoles)
        .values({ ...offered(), roleId: this.#roleId(role), resourceId: on });
    for (const groupId of groups) await this.tx.insert(invitationGroups).values({ ...offered(), groupId });
    return { id, token, email };
  }

  /** A key that asks for decisions and has no end, unless said otherwise. */
  async key(name: string, createdBy: string, columns: KeyColumns = {}): Promise<ApiKey> {
    const { secret, prefix, hash: secretHash } = newSecret();
    const id = uuidv7();
    const row = {
      workspaceId: this.workspace.id,
      id,
      name,
      prefix,
      secretHash,
      createdBy,
      ownedBy: createdBy,
    };
    await this.tx.insert(apiKeys).values({ ...row, scopes: ["decision:read"], ...columns });
    return { id, secret, prefix };
  }

  /** A role may be named by its key, its name or its id. */
  #roleId(role: string): string {
    return this.workspace.roles[role] ?? role;
  }
}
