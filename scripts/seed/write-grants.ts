import type { Assignment } from "./company.ts";
import { known, type Stage } from "./stage.ts";

type Given = {
  to: string;
  role: string;
  on?: string | undefined;
  from: string;
  until: string | null;
  endedBy?: string | undefined;
  source: "direct" | "invitation" | "setup" | "creation" | "request";
  by: string;
  plus?: readonly string[] | undefined;
  minus?: readonly string[] | undefined;
  reviewOn?: string | undefined;
  endsWith?: string | undefined;
};

/** Writes what was ever given to whom, and tells of it. */
export async function writeGrants(stage: Stage): Promise<void> {
  const { builder, company, clock, workspace, members, groups, roles, places, users } = stage;
  const given = [...fromTheStart(stage), ...company.assignments.map((one) => givenBy(stage, one))];
  for (const assignment of company.assignments) replaceAndTell(stage, assignment, given);
  for (const grant of given) {
    const member = members.get(grant.to);
    const revokedAt = member?.revokedAt;
    const cut = revokedAt && (!grant.until || grant.until > revokedAt);
    const endedBy = cut ? company.founder : grant.endedBy;
    const to = member ? { membershipId: member.id } : { groupId: known(groups, grant.to) };
    const on = grant.on ? known(places, grant.on).id : workspace.id;
    await builder.grant(to, known(roles, grant.role), on, {
      plus: [...(grant.plus ?? [])],
      minus: [...(grant.minus ?? [])],
      source: grant.source,
      sourceId: grant.source === "invitation" ? (stage.invitations.get(grant.to) ?? null) : null,
      grantedBy: known(users, grant.by),
      endedBy: endedBy ? known(users, endedBy) : null,
      reviewOn: grant.reviewOn ?? null,
      endsWithId: grant.endsWith ? known(places, grant.endsWith).id : null,
      validFrom: grant.from,
      validTo: cut ? revokedAt : grant.until,
    });
  }
  for (const { who, action, daysAgo } of company.refused)
    stage.diary.tell({
      at: clock.at(daysAgo, who),
      by: who,
      action,
      target: { kind: "workspace", id: workspace.id, label: workspace.name },
      resource: workspace,
      outcome: "denied",
    });
}

/** The founder's Admin grant and the roles that people joined with. */
function fromTheStart({ company, members }: Stage): Given[] {
  return company.people.flatMap(({ name, roles = [], by }): Given[] => {
    const from = known(members, name).joinedAt;
    const common = { to: name, from, until: null };
    if (name === company.founder) return [{ ...common, role: "Admin", source: "setup", by: name }];
    return roles.map((role) => ({ ...common, role, source: "invitation", by: by ?? company.founder }));
  });
}

function givenBy({ clock, company }: Stage, one: Assignment): Given {
  const key = `${one.to} ${one.role}`;
  const project = company.places.find(({ name }) => name === one.endsWith);
  const completed = project?.completed;
  const until =
    one.ended !== undefined
      ? clock.at(one.ended, key)
      : one.until !== undefined
        ? clock.endOfDay(one.until)
        : completed !== undefined && project
          ? clock.at(completed, project.name)
          : null;
  return {
    to: one.to,
    role: one.role,
    on: one.on,
    from: clock.at(one.since, key),
    until,
    endedBy: one.ended !== undefined ? one.by : completed !== undefined ? project?.by : undefined,
    endsWith: one.endsWith,
    source: one.source ?? "direct",
    by: one.by,
    plus: one.plus,
    minus: one.minus,
    reviewOn: one.reviewIn === undefined ? undefined : clock.endOfDay(one.reviewIn).slice(0, 10),
  };
}

/** Ends the role that made room for another one, and tells what was given and taken. */
function replaceAndTell(stage: Stage, one: Assignment, given: Given[]): void {
  const { clock, diary, members, groups, places } = stage;
  const key = `${one.to} ${one.role}`;
  const at = clock.at(one.since, key);
  const before = held(given, one, at).map(({ role }) => role);
  const replaced = given.find(({ to, role, on }) => to === one.to && role === one.instead && !on);
  if (replaced) Object.assign(replaced, { until: at, endedBy: one.by });
  const member = members.get(one.to);
  const target = member
    ? { kind: "member", id: member.id, label: member.label }
    : { kind: "group", id: known(groups, one.to), label: one.to };
  const place = one.on ? known(places, one.on) : undefined;
  const noun = !place ? target.kind : place.kind === "data-product" ? "product" : "team";
  const resource = place ? { resource: { id: place.id, name: place.name } } : {};
  const ends = one.until === undefined ? {} : { accessEndsAt: clock.endOfDay(one.until) };
  const common = { by: one.by, target, ...resource };
  diary.tell({
    ...common,
    at,
    action: replaced ? "member.role-changed" : `${noun}.role-added`,
    before: { roles: before },
    after: { roles: [...before.filter((role) => role !== one.instead), one.role], ...ends },
    reason: one.reason,
  });
  if (one.ended === undefined) return;
  const ended = clock.at(one.ended, key);
  const left = held(given, one, ended).map(({ role }) => role);
  diary.tell({
    ...common,
    at: ended,
    action: `${noun}.role-ended`,
    before: { roles: [...left, one.role] },
    after: { roles: left },
  });
}

/** What the same principal held directly in the same place at that instant. */
function held(given: Given[], { to, on }: Assignment, at: string): Given[] {
  return given.filter(
    (one) => one.to === to && one.on === on && one.from < at && (one.until === null || one.until > at),
  );
}
