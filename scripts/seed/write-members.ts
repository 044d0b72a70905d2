import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { enrol, joinGroup, openPeriod } from "@/lib/members/enrolment";
import { addressOf } from "@/scripts/builders/address";
import type { Company, Person } from "./company.ts";
import { insertRows } from "./rows.ts";
import { known, type Stage } from "./stage.ts";

export async function writeGroups({ tx, company, clock, workspace, groups }: Stage): Promise<void> {
  for (const { name } of company.groups) groups.set(name, uuidv7());
  await insertRows(
    tx,
    "groups",
    company.groups.map(({ name, description, created }) => ({
      workspace_id: workspace.id,
      id: groups.get(name),
      name,
      description,
      created_at: clock.at(created, name),
    })),
  );
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
    await tx.execute(sql`
      update users set created_at = least(created_at, ${joinedAt}::timestamptz) where id = ${userId}`);
  }
  await writeMoves(stage, company.moves);
  await writeActivity(stage);
}

async function writeAbsence(stage: Stage, { name, away, revoked }: Person): Promise<void> {
  const { tx, clock, workspace, company, diary } = stage;
  const { id, label, revokedAt } = known(stage.members, name);
  const endPeriod = (at: string) =>
    tx.execute(sql`
      update active_periods set valid_to = ${at} where workspace_id = ${workspace.id} and membership_id = ${id} and valid_to is null`);
  const target = { kind: "member", id, label };
  const [active, deactivated] = [{ status: "active" }, { status: "deactivated" }];
  if (away) {
    const at = clock.at(away.since, name);
    await endPeriod(at);
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
    await endPeriod(revokedAt);
    await tx.execute(sql`
      update memberships set ended_at = ${revokedAt} where workspace_id = ${workspace.id} and id = ${id}`);
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
    await tx.execute(sql`
      update group_memberships set valid_to = ${gone}
      where workspace_id = ${workspace.id} and group_id = ${groupId} and membership_id = ${member.id}`);
    diary.tell({
      at: gone,
      by,
      action: "member.group-left",
      target,
      before: { group, groupId },
    });
  }
}

async function writeActivity({ tx, company, clock, workspace, members }: Stage): Promise<void> {
  const rows = company.people.flatMap(({ name, seen }) => {
    if (seen === null) return [];
    const { id, joinedAt } = known(members, name);
    const firstDay = new Date(Date.parse(joinedAt) + 47 * 60_000).toISOString();
    const last = clock.minutesAgo(seen);
    return [{ id, first: firstDay < last ? firstDay : last, last }];
  });
  await tx.execute(sql`
    update memberships m set first_active_at = r.first, last_active_at = r.last
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, first timestamptz, last timestamptz)
    where m.workspace_id = ${workspace.id} and m.id = r.id`);
}
