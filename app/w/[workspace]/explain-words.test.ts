import { expect, test } from "vitest";
import { instantOf } from "@/lib/access/instant";
import { obstacleWords } from "./explain-words";

const explanation = { now: instantOf("2026-06-01T12:00Z"), timeZone: "UTC" };
const near = {
  roleName: "Sources",
  resource: { id: "s", kind: "campaign" as const, name: "Summer", path: ["w", "s"] },
  holds: { from: 0, to: null },
};

test("what does not count, or is hidden, is named: the permission itself or what would have brought it", () => {
  const words =
    (permission: Parameters<typeof obstacleWords>[2]["permission"], via: typeof permission | null) =>
    (obstacle: Parameters<typeof obstacleWords>[1]) =>
      obstacleWords({ ...near, via }, obstacle, { ...explanation, permission });
  expect(words("general:manage-role", "workspace:delete")("workspace_only")).toBe(
    "Sources on Summer contains Manage Role, which counts only in a grant on the workspace itself",
  );
  expect(words("governance:approve-access", "workspace:delete")("workspace_only")).toBe(
    "Sources on Summer would give Approve Access through Workspace Management Admin, which counts only in a grant on the workspace itself",
  );
  expect(words("model:view", "segment:edit")("application_closed")).toBe(
    "Sources contains Model Viewer, but Customer Hubs is closed in it",
  );
  expect(words("data-space:view-segment-table", "model:view")("application_closed")).toBe(
    "Sources would give View Segment/Table through Model Viewer, but Customer Hubs is closed in it",
  );
});
