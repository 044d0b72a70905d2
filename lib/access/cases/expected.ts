import { describe, expect, test } from "vitest";
import { accessAt } from "../access";
import { features } from "../catalogue";
import { type Decision, decide, resourceLevel } from "../decide";
import type { Facts, ResourceRef } from "../facts";
import { type TableCase, tableCases } from "./table";

/** A test of each case of the table, under its title. */
export function testEachCase(expects: (one: TableCase) => void | Promise<void>): void {
  const titles = [...new Set(tableCases.map(({ title }) => title))];
  describe.each(titles)("%s", (title) => {
    const cases = tableCases.filter((one) => one.title === title);
    test.each(cases)("$who $permission $resource at $at: $allow", expects);
  });
}

/**
 * Expects that what is decided from these facts is what a case of the table says.
 * @param resourceOf a resource by its name in the table; null: there is none of that name
 */
export function expectDecided(
  { permission, resource: asked, at, ...expected }: TableCase,
  facts: Facts,
  resourceOf: (name: string) => ResourceRef | null,
): void {
  const resource = resourceOf(asked);
  const decision = decide(facts, { permission, resource, at });
  const access = accessAt(facts, at);

  expect(decision.allow).toBe(expected.allow);
  if (resource) expect(access.can(permission, resource)).toBe(expected.allow);
  if (expected.reason) expect(decision).toMatchObject({ reason: expected.reason });
  if (expected.via) expect(namesIn(decision)).toContain(expected.via);
  if (decision.allow) expect(decision.proof).not.toEqual([]);
  if (expected.level) {
    const { of, is } = expected.level;
    const feature = features.find(({ id }) => id === of)?.id;
    const place = feature ? resource : resourceOf(of);
    if (!place) throw new Error(`No such resource: ${of}`);
    const level = feature
      ? access.levelOf(feature, place)
      : resourceLevel(access.permissionsOn(place), place.kind);
    expect(level).toBe(is);
    if (feature && permission.startsWith(`${feature}:`)) expect(decision.level).toBe(is);
  }
}

/** What a case may name as `via`: the role, the group or, for a virtual grant, its source. */
function namesIn(decision: Decision): string[] {
  return (decision.allow ? decision.proof : decision.near).flatMap(({ grantId, roleName, group, source }) =>
    grantId === null ? [source] : [roleName, ...(group ? [group.name] : [])],
  );
}
