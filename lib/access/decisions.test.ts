import { describe, expect, test } from "vitest";
import { accessAt } from "./access";
import { factsFor, type TableCase, tableCases, tableResource } from "./cases/table";
import { features } from "./catalogue";
import { type Decision, decide, resourceLevel } from "./decide";

function ask({ who, permission, resource, at }: TableCase): Decision {
  return decide(factsFor(who), { permission, resource: tableResource(resource), at });
}

function pathsOf(decision: Decision) {
  return decision.allow ? decision.proof : decision.near;
}

/** What a case may name as `via`: the role, the group or, for a virtual grant, its source. */
function namesIn(decision: Decision): string[] {
  return pathsOf(decision).flatMap(({ grantId, roleName, group, source }) =>
    grantId === null ? [source] : [roleName, ...(group ? [group.name] : [])],
  );
}

const titles = [...new Set(tableCases.map(({ title }) => title))];

describe.each(titles)("%s", (title) => {
  test.each(
    tableCases.filter((one) => one.title === title),
  )("$who $permission $resource at $at: $allow", (one) => {
    const decision = ask(one);
    const resource = tableResource(one.resource);
    const access = accessAt(factsFor(one.who), one.at);

    expect(decision.allow).toBe(one.allow);
    if (resource) expect(access.can(one.permission, resource)).toBe(one.allow);
    if (one.reason) expect(decision).toMatchObject({ reason: one.reason });
    if (one.via) expect(namesIn(decision)).toContain(one.via);
    if (decision.allow) expect(decision.proof).not.toEqual([]);
    if (one.level) {
      const feature = features.find(({ id }) => id === one.level?.of)?.id;
      const place = feature ? resource : tableResource(one.level.of);
      if (!place) throw new Error(`No such resource: ${one.level.of}`);
      const level = feature
        ? access.levelOf(feature, place)
        : resourceLevel(access.permissionsOn(place), place.kind);
      expect(level).toBe(one.level.is);
      if (feature && one.permission.startsWith(`${feature}:`)) expect(decision.level).toBe(one.level.is);
    }
  });
});

test("the table has its cases", () => {
  expect(tableCases.length).toBeGreaterThanOrEqual(125);
});
