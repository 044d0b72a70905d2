import { expect, test } from "vitest";
import type { Path } from "@/lib/access/path";
import { inlineNodesOf, nodesOf } from "./path-thread";

const at = (iso: string) => Date.parse(iso) * 1000;
const when = { now: at("2026-03-16T08:41:00Z"), zone: "Europe/Vienna" };
const group = { id: "g", name: "Brand", validity: { from: 0, to: null } };
const path: Path = {
  grantId: "1",
  roleName: "Editor",
  roleId: "r",
  group: null,
  resource: { id: "w", kind: "workspace", name: "Alder & Finch", path: ["w"] },
  validity: { from: 0, to: null },
  holds: { from: 0, to: at("2026-03-27T10:00:00Z") },
  source: "direct",
  via: null,
};

test("a direct grant goes from the person over the role to the place, and says until when the path holds", () => {
  expect(nodesOf(path, "You", when)).toEqual([
    { shape: "round", title: "You", filled: true },
    { shape: "round", title: "Editor", how: "direct, until 27 Mar" },
    { shape: "square", title: "Alder & Finch", how: "this workspace" },
  ]);
});

test("a group stands between, and what a permission follows from is named", () => {
  const nodes = nodesOf(
    {
      ...path,
      group,
      via: "campaign:publish",
      holds: { from: 0, to: null },
      resource: { ...path.resource, id: "p", kind: "data-product", name: "Store footfall", path: ["w", "p"] },
    },
    "Dana Weiss",
    when,
  );
  expect(nodes.map(({ title, how }) => [title, how])).toEqual([
    ["Dana Weiss", undefined],
    ["Brand", "group"],
    ["Editor", "through the group, no end date, follows from Publish Campaign"],
    ["Store footfall", "data product"],
  ]);
  expect(inlineNodesOf({ ...path, group }).map(({ label }) => label)).toEqual(["Brand", "Editor"]);
});

test("an account administrator's virtual grant is called what it is", () => {
  const [, admin] = nodesOf({ ...path, grantId: null, roleName: "Admin" }, "You", when);
  expect(admin?.how).toContain("as account administrator");
});
