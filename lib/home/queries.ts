import "server-only";
import { and, eq, exists, isNull, or, sql } from "drizzle-orm";
import { isAmong } from "@/db/arrays";
import { iso } from "@/db/dated";
import { runPrepared } from "@/db/prepared";
import { accountAdministrators, accounts, workspaces } from "@/db/schema/accounts";
import { isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { inContext } from "@/db/tenant";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { holdsAt, isoOf } from "@/lib/access/instant";
import type { Path } from "@/lib/access/path";
import { notFound } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import { demand, type Scope } from "@/lib/doorway/scope";
import { Nothing } from "@/lib/fields/input";
import { adminMembershipIds } from "@/lib/grants/admins";
import { type PlaceMark, profileAt, type RoleMark, roleMarks } from "@/lib/grants/marks";
import { openPlaces } from "@/lib/grants/opening";
import { currentPerson } from "@/lib/identity/session";
import { type FeatureOverview, featureOverviews, finePermissions } from "@/lib/members/overview";
import { seesObjects } from "@/lib/resources/tree";
import { FeatureQuestion } from "./input";

export type Shell = {
  workspace: { slug: string; name: string; timeZone: string };
  workspaces: { slug: string; name: string; account: string }[];
  person: { name: string; email: string; roleLabel: string };
  /** What the navigation may offer. */
  may: {
    viewObjects: boolean;
    viewMembers: boolean;
    viewAudit: boolean;
    manageKeys: boolean;
    inviteUsers: boolean;
    manageRoles: boolean;
    manageUsers: boolean;
    createCampaigns: boolean;
  };
};

/** What the frame of every page shows: only what the person may see. Notes that the member was here. */
export const shellOf = query({
  name: "home.shell",
  permission: "self",
  input: Nothing,
  run: async (scope): Promise<Shell> => {
    await noteActivity(scope);
    const marks = roleMarks(scope.facts, scope.now);
    const strongest = scope.access.administrator
      ? "Account administrator"
      : (marks[0]?.name ?? "No workspace role");
    return {
      workspace: {
        slug: scope.workspace.slug,
        name: scope.workspace.name,
        timeZone: scope.workspace.timeZone,
      },
      workspaces: await workspacesOf(scope),
      person: {
        name: scope.actor.name,
        email: scope.actor.email,
        roleLabel:
          marks.length > 1 && !scope.access.administrator ? `${strongest} +${marks.length - 1}` : strongest,
      },
      may: {
        viewObjects: seesObjects(scope),
        viewMembers: scope.access.can("general:view-members", scope.root),
        viewAudit: scope.access.can("governance:view-audit", scope.root),
        manageKeys: scope.access.can("general:manage-api-key", scope.root),
        inviteUsers: scope.access.can("general:invite-user", scope.root),
        manageRoles: scope.access.can("general:manage-role", scope.root),
        manageUsers: scope.access.can("general:manage-user", scope.root),
        createCampaigns: scope.access.can("marketing-object:edit", scope.root),
      },
    };
  },
});

export type Home = {
  isAdministrator: boolean;
  joinedAt: string | null;
  profile: Level[];
  features: FeatureOverview[];
  roles: RoleMark[];
  /** `open`: the person may see the team there. */
  places: (PlaceMark & { open: boolean })[];
  mayViewAudit: boolean;
  groups: { id: string; name: string }[];
  /** Admins who can change one's access, by name; at most three. */
  admins: { names: string[]; more: number };
  timeZone: string;
  now: string;
};

/** One's own access: level per feature and why, roles and sources, what ends when. */
export const homeOf = query({
  name: "home.access",
  permission: "self",
  input: Nothing,
  run: async (scope): Promise<Home> => {
    const { facts, now } = scope;
    const [membership] = scope.membershipId
      ? await scope.tx
          .select({ joinedAt: iso(memberships.joinedAt) })
          .from(memberships)
          .where(isMembership(scope.workspace.id, scope.membershipId))
      : [];
    return {
      isAdministrator: scope.access.administrator,
      joinedAt: membership?.joinedAt ?? null,
      profile: profileAt(facts, now),
      features: featureOverviews(facts, now),
      roles: roleMarks(facts, now),
      places: openPlaces(scope, facts),
      mayViewAudit: scope.access.can("governance:view-audit", scope.root),
      groups: facts.groups
        .filter(({ validity }) => holdsAt(validity, now))
        .map(({ id, name }) => ({ id, name })),
      admins: await adminsOf(scope),
      timeZone: scope.workspace.timeZone,
      now: isoOf(now),
    };
  },
});

export type FeatureAccess = FeatureOverview & {
  fine: { id: PermissionId; proof: Path[] }[];
  admins: Home["admins"];
  timeZone: string;
  now: string;
};

/** One feature as far as it is open to the person: refused, like the feature itself, below Viewer. */
export const featureAccess = query({
  name: "home.feature",
  permission: "self",
  input: FeatureQuestion,
  run: async (scope, { feature }): Promise<FeatureAccess> => {
    demand(scope, `${feature}:view`, scope.root);
    const overview = featureOverviews(scope.facts, scope.now).find((one) => one.feature === feature);
    if (!overview) throw notFound();
    return {
      ...overview,
      fine: finePermissions(scope.facts, scope.now),
      admins: await adminsOf(scope),
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

/** The workspaces of the person who is signed in, by name; null when nobody is. */
export async function ownWorkspaces(): Promise<{ slug: string; name: string; account: string }[] | null> {
  const person = await currentPerson();
  if (!person) return null;
  return inContext({ user: person.userId }, (tx) => workspacesOf({ tx, actor: person }));
}

async function workspacesOf({ tx, actor }: Pick<Scope, "tx" | "actor">): Promise<Shell["workspaces"]> {
  const membership = tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.workspaceId, workspaces.id),
        sql`${memberships.userId} = ${actor.userId}`,
        isActive(memberships),
      ),
    );
  const administration = tx
    .select({ id: accountAdministrators.id })
    .from(accountAdministrators)
    .where(
      and(
        eq(accountAdministrators.accountId, workspaces.accountId),
        sql`${accountAdministrators.userId} = ${actor.userId}`,
        isNull(accountAdministrators.validTo),
      ),
    );
  return runPrepared(
    tx
      .select({ slug: workspaces.slug, name: workspaces.name, account: accounts.name })
      .from(workspaces)
      .innerJoin(accounts, eq(accounts.id, workspaces.accountId))
      .where(and(isNull(workspaces.archivedAt), or(exists(membership), exists(administration))))
      .orderBy(sql`lower(${workspaces.name})`)
      .limit(100),
  );
}

function isMembership(workspaceId: string, membershipId: string) {
  return and(eq(memberships.workspaceId, workspaceId), eq(memberships.id, membershipId));
}

/** Remembers when a member was last here, at most once in five minutes. */
async function noteActivity({ tx, workspace, membershipId, seenLately }: Scope): Promise<void> {
  if (!membershipId || seenLately) return;
  await tx
    .update(memberships)
    .set({ lastActiveAt: sql`now()`, firstActiveAt: sql`coalesce(${memberships.firstActiveAt}, now())` })
    .where(isMembership(workspace.id, membershipId));
}

/** Admins of the workspace other than the person who asks, the last active first. */
export async function adminsOf({ tx, workspace, membershipId }: Scope): Promise<Home["admins"]> {
  const ids = (await adminMembershipIds(tx, workspace.id)).filter((id) => id !== membershipId);
  const rows = await tx
    .select({ name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, workspace.id), isAmong(memberships.id, ids)))
    .orderBy(sql`${memberships.lastActiveAt} desc nulls last`)
    .limit(3);
  return { names: rows.map(({ name }) => name), more: ids.length - rows.length };
}
