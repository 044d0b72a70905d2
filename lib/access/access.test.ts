import { expect, test } from "vitest";
import { accessAt } from "./access";
import { factsFor, tableResource, tableWorkspace } from "./cases/table";
import { permissions } from "./catalogue";
import { instantOf } from "./instant";
import { idsOf } from "./permission-set";

const noon = instantOf("2026-06-01T12:00Z");
const customers = tableResource("customers")!;

test("validUntil is the next instant at which any fact begins or ends", () => {
  expect(accessAt(factsFor("fay"), noon).validUntil).toBe(instantOf("2026-06-30T00:00Z"));
  expect(accessAt(factsFor("fay"), instantOf("2026-06-30T00:00Z")).validUntil).toBeNull();
  expect(accessAt(factsFor("hal"), noon).validUntil).toBe(instantOf("2026-06-02T00:00Z"));
  expect(accessAt(factsFor("zoe"), noon).validUntil).toBe(instantOf("2026-07-01T00:00Z"));
  expect(accessAt(factsFor("rae"), instantOf("2026-01-15T00:00Z")).validUntil).toBe(
    instantOf("2026-02-01T00:00Z"),
  );
  expect(accessAt(factsFor("rae"), instantOf("2026-02-01T00:00Z")).validUntil).toBe(
    instantOf("2026-03-01T00:00Z"),
  );
  expect(accessAt(factsFor("quin"), instantOf("2026-03-01T00:00Z")).validUntil).toBe(
    instantOf("2026-05-01T00:00Z"),
  );
  expect(accessAt(factsFor("sol"), instantOf("2026-02-01T00:00Z")).validUntil).toBe(
    instantOf("2026-04-01T00:00Z"),
  );
});

test("active tells of the membership, administrator of the account", () => {
  const standing = (who: string) => {
    const { active, administrator } = accessAt(factsFor(who), noon);
    return { active, administrator };
  };
  expect(standing("ada")).toEqual({ active: true, administrator: false });
  expect(standing("kim")).toEqual({ active: false, administrator: true });
  expect(standing("ed")).toEqual({ active: false, administrator: false });
  expect(standing("xia")).toEqual({ active: false, administrator: false });
  expect(standing("nobody")).toEqual({ active: false, administrator: false });
});

test("a resource of another workspace holds nothing, not even for an account administrator", () => {
  const foreign = { ...customers, path: ["other", "loyalty", "customers"] };
  for (const who of ["kim", "hal", "jo"]) {
    const access = accessAt(factsFor(who), noon);
    expect(idsOf(access.permissionsOn(foreign))).toEqual([]);
    expect(permissions.filter(({ id }) => access.can(id, foreign))).toEqual([]);
  }
});

test("a resource is judged by where it lies, not by what was said of it elsewhere", () => {
  const access = accessAt(factsFor("hal"), noon);
  const moved = { ...customers, path: ["W", "footfall", "customers"] };
  expect(access.can("governance:approve-access", customers)).toBe(true);
  expect(access.can("governance:approve-access", moved)).toBe(false);
  expect(access.can("governance:approve-access", { ...customers, path: [...customers.path] })).toBe(true);
});

test("a name that is no permission is not held by anybody", () => {
  const access = accessAt(factsFor("kim"), noon);
  expect(access.can("segment:publish" as "segment:view", tableWorkspace)).toBe(false);
});

test("any number of resources is answered alike, first and again", () => {
  const access = accessAt(factsFor("hal"), noon);
  const tables = Array.from({ length: 10_000 }, (_, i) => {
    const product = i % 2 ? "loyalty" : "footfall";
    return { ...customers, id: `t${i}`, path: ["W", product, `t${i}`] };
  });
  for (const round of [tables, tables]) {
    const seen = round.filter((table) => access.can("governance:approve-access", table));
    expect(seen).toHaveLength(5000);
  }
});
