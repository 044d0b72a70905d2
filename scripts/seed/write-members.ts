import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { groupMemberships, memberships } from "@/db/schema/members";
import { users as usersTable } from "@/db/schema/users";
import { enrol, joinGroup, openPeriod } from "@/lib/members/enrolment";
import { addressOf } from "@/scripts/builders/address";
import type { Company, Person } from "./company.ts";
import { known, type Stage } from "./stage.ts";

export async function writeGroups({ builder, company, clock, groups }: Stage): Promise<void> {
  for (const { name, description, created } of company.groups)
    groups.set(name, await builder.group(name, [], { description, createdAt: clock.at(created, name) }));
}

/** Writes everybody with the time they were active and in groups. */
export async function writeMembers(
  stage: Stage,
  userOf: (tx: Transaction, email: string, name: string) => Promise<string>,
): Promise<void> {
  const { tx, company, clock, workspace, users, members, groups } = stage;
  for (const person of company.people) {
    const email = person.email ?? addressOf(person.name, company.domain);
    const userId = await userOf(tx, email, person.name);
    const joinedAt = clock.at(person.joined, person.name);
    const id = await enrol(tx, workspace.id, userId, joinedAt);
    users.set(person.name, userId);
    const revokedAt = person.revoked ? clock.at(person.revoked, person.name) : null;
    members.set(person.name, { id, label: `${person.name} (${email})`, joinedAt, revokedAt });
    for (const group of person.groups ?? [])
      await joinGroup(tx, workspace.id, known(groups, group), id, joinedAt);
    await writeAbsence(stage, person);
    await tx
      .update(usersTable)
      .set({ createdAt: sql`least(${usersTable.createdAt}, ${joinedAt}::timestamptz)` })
      .where(eq(usersTable.id, userId));
  }
  await writeMoves(stage, company.moves);
  await writeActivity(stage);
}

async function writeAbsence(stage: Stage, { name, away, revoked }: Person): Promise<void> {
  const { tx, builder, clock, workspace, company, diary } = stage;
  const { id, label, revokedAt } = known(stage.members, name);
  const target = { kind: "member", id, label };
  const [active, deactivated] = [{ status: "active" }, { status: "deactivated" }];
  if (away) {
    const at = clock.at(away.since, name);
    await builder.deactivate({ membershipId: id }, at);
    const { reason } = away;
    diary.tell({
      at,
      by: company.founder,
      action: "member.deactivated",
      target,
      before: active,
      after: deactivated,
      reason,
    });
    if (away.back) {
      const back = clock.at(away.back, name);
      await openPeriod(tx, workspace.id, id, back);
      diary.tell({
        at: back,
        by: company.founder,
        action: "member.reactivated",
        target,
        before: deactivated,
        after: active,
      });
    }
  }
  if (revoked && revokedAt) {
    await builder.remove({ membershipId: id }, revokedAt);
    diary.tell({
      at: revokedAt,
      by: company.founder,
      action: "member.revoked",
      target,
      before: active,
      after: { status: "removed" },
    });
  }
}

async function writeMoves(stage: Stage, moves: Company["moves"]): Promise<void> {
  const { tx, clock, workspace, diary } = stage;
  for (const { who, group, at, left, by } of moves) {
    const member = known(stage.members, who);
    const groupId = known(stage.groups, group);
    const joined = clock.at(at, who);
    await joinGroup(tx, workspace.id, groupId, member.id, joined);
    const target = { kind: "member", id: member.id, label: member.label };
    diary.tell({
      at: joined,
      by,
      action: "member.group-joined",
      target,
      after: { group, groupId },
    });
    if (left === undefined) continue;
    const gone = clock.at(left, who);
    await tx
      .update(groupMemberships)
      .set({ validTo: gone })
      .where(and(eq(groupMemberships.groupId, groupId), eq(groupMemberships.membershipId, member.id)));
    diary.tell({
      at: gone,
      by,
      action: "member.group-left",
      target,
      before: { group, groupId },
    });
  }
}

async function writeActivity({ tx, company, clock, members }: Stage): Promise<void> {
  for (const { name, seen } of company.people) {
    if (seen === null) continue;
    const { id, joinedAt } = known(members, name);
    const firstDay = new Date(Date.parse(joinedAt) + 47 * 60_000).toISOString();
    const last = clock.minutesAgo(seen);
    const firstActiveAt = firstDay < last ? firstDay : last;
    await tx.update(memberships).set({ firstActiveAt, lastActiveAt: last }).where(eq(memberships.id, id));
  }
}
