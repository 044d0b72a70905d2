import { expect, test } from "vitest";
import { contentsChange } from "@/lib/roles/contents-change";
import { changesOf } from "./changes";

test("each field that differs, in words", () => {
  expect(
    changesOf(
      { roles: ["Viewer"], status: "active", same: 1, hidden: true },
      { roles: ["Viewer", "Editor"], status: "deactivated", same: 1, accessEndsAt: null, hidden: false },
    ),
  ).toEqual([
    { field: "Roles", was: "Viewer", now: "Viewer, Editor" },
    { field: "Status", was: "active", now: "deactivated" },
    { field: "Hidden", was: "On", now: "Off" },
    { field: "Access ends at", was: null, now: "None" },
  ]);
});

test("permissions go by their labels, nested values stay readable, nothing changes nothing", () => {
  expect(changesOf(null, { permissions: ["data-space:export"], filter: { q: "dana", empty: {} } })).toEqual([
    { field: "Permissions", was: null, now: "Export Data" },
    { field: "Filter", was: null, now: "Q: dana, Empty: None" },
  ]);
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf(null, { roles: ["Viewer"], status: "active" }, ["roles"])).toHaveLength(1);
});

test("a role's new version tells levels, applications and fine permissions apart", () => {
  const change = contentsChange(
    { applications: ["data-activation"], permissions: ["segment:view", "data-space:export"] },
    {
      applications: [],
      permissions: ["segment:view", "segment:run", "segment:edit", "model:view", "hr:view"],
    },
  );
  expect(change?.levels).toEqual([
    { feature: "Model", was: 0, now: 1 },
    { feature: "Segment", was: 1, now: 3 },
  ]);
  expect(change?.applications).toEqual([{ name: "Data Activation", now: false }]);
  expect(change?.permissions).toEqual([
    { name: "View HR and Team Data", now: true },
    { name: "Export Data", now: false },
  ]);
});

test("a new role had nothing before; an event without contents has no such change", () => {
  expect(contentsChange(null, { permissions: ["alert:view"], applications: [] })?.levels).toEqual([
    { feature: "Alert", was: 0, now: 1 },
  ]);
  expect(contentsChange({ roles: [] }, { roles: ["Viewer"] })).toBeNull();
  expect(contentsChange({ name: "x" }, { permissions: ["alert:view"] })).toBeNull();
});
