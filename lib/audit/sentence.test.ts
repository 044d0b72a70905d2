import { expect, test } from "vitest";
import type { LoggedEvent } from "@/lib/doorway/sentence";
import { kindOf, labelOf } from "./registry";
import { sentenceOf, sentenceText } from "./sentence";

function event(action: string, more: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    action,
    outcome: "done",
    target: { kind: "member", label: "Dana Weiss (dana.weiss@alderfinch.example)" },
    resource: null,
    before: null,
    after: null,
    ...more,
  };
}

const greta = { kind: "invitation", label: "greta.hofmann@alderfinch.example" };
const brand = { kind: "group", label: "Brand" };
const footfall = { label: "Store footfall" };

test.each<[string, Partial<LoggedEvent>, string]>([
  ["member.role-changed", roles(["Viewer"], ["Editor"]), "Changed Dana Weiss from Viewer to Editor"],
  ["member.role-changed", roles([], ["Editor"]), "Made Dana Weiss Editor"],
  ["member.role-changed", roles(["Viewer"], []), "Took all roles from Dana Weiss"],
  ["member.role-added", roles(["Viewer"], ["Viewer", "Editor"]), "Added Editor to the roles of Dana Weiss"],
  ["member.role-ended", roles(["Viewer", "Editor"], ["Viewer"]), "Took Editor from Dana Weiss"],
  ["member.deactivated", {}, "Deactivated Dana Weiss"],
  ["member.reactivated", {}, "Reactivated Dana Weiss"],
  ["member.revoked", {}, "Revoked the access of Dana Weiss"],
  ["member.sessions-ended", { after: { sessions: 2 } }, "Ended 2 sessions of Dana Weiss"],
  ["member.sessions-ended", { after: { sessions: 1 } }, "Ended 1 session of Dana Weiss"],
  [
    "invitation.sent",
    { target: greta, after: { roles: ["Marketing Analyst"] } },
    "Invited greta.hofmann@alderfinch.example as Marketing Analyst",
  ],
  ["invitation.resent", { target: greta }, "Resent the invitation of greta.hofmann@alderfinch.example"],
  ["invitation.removed", { target: greta }, "Removed the invitation of greta.hofmann@alderfinch.example"],
  [
    "invitation.accepted",
    { target: greta, after: { roles: ["Viewer", "Consumer"] } },
    "Accepted the invitation for greta.hofmann@alderfinch.example as Viewer and Consumer",
  ],
  [
    "product.role-added",
    { ...roles([], ["Steward"]), resource: footfall },
    "Named Dana Weiss Steward of Store footfall",
  ],
  [
    "product.role-added",
    { ...roles([], ["Consumer"]), resource: footfall },
    "Gave Dana Weiss Consumer on Store footfall",
  ],
  [
    "team.role-added",
    { ...roles([], ["Contributor"]), resource: { label: "Q2 Campaign" } },
    "Added Dana Weiss to the team of Q2 Campaign as Contributor",
  ],
  [
    "team.role-ended",
    { ...roles(["Contributor"], []), resource: { label: "Q2 Campaign" } },
    "Took Contributor on Q2 Campaign from Dana Weiss",
  ],
  ["member.group-joined", { after: { group: "Brand", groupId: "b" } }, "Added Dana Weiss to the group Brand"],
  ["member.left-group", { before: { group: "Brand", groupId: "b" } }, "Left the group Brand"],
  ["member.role-given-back", { before: { roles: ["Editor"] } }, "Gave back Editor"],
  [
    "member.group-left",
    { before: { group: "Brand", groupId: "b" } },
    "Took Dana Weiss out of the group Brand",
  ],
  ["group.deleted", { target: brand, before: { people: 2 } }, "Deleted the group Brand"],
  [
    "workspace.founded",
    { target: { kind: "workspace", label: "Alder & Finch" } },
    "Founded the workspace Alder & Finch",
  ],
  [
    "role.created",
    { target: { kind: "role", label: "Onlooker" }, after: { clonedFrom: "Viewer" } },
    "Created the role Onlooker as a clone of Viewer",
  ],
  [
    "role.revised",
    { target: { kind: "role", label: "Onlooker" }, before: { name: "Host" }, after: { restored: 2 } },
    "Restored revision 2 of the role Onlooker",
  ],
  [
    "role.deleted",
    { target: { kind: "role", label: "Host" }, before: { grants: 14 }, after: { replacement: "Viewer" } },
    "Deleted the role Host: 14 grants became Viewer",
  ],
  [
    "role.deleted",
    { target: { kind: "role", label: "Host" }, before: { grants: 1 }, after: { replacement: null } },
    "Deleted the role Host: 1 grant ended",
  ],
  [
    "role.deleted",
    { target: { kind: "role", label: "Host" }, before: { grants: 0 }, after: { replacement: "Viewer" } },
    "Deleted the role Host",
  ],
  [
    "role.revised",
    {
      target: { kind: "role", label: "Analyst" },
      before: { applications: [], permissions: ["segment:view"] },
      after: {
        applications: ["data-activation"],
        permissions: ["segment:view", "segment:run", "alert:view", "data-space:export"],
      },
    },
    "Changed the role Analyst: 2 levels, 1 application, 1 permission",
  ],
  ["audit.exported", { after: { format: "csv", filter: {} } }, "Exported the whole audit log as CSV"],
  [
    "audit.exported",
    { after: { format: "jsonl", filter: { q: "dana" } } },
    "Exported a part of the audit log as JSON Lines",
  ],
])("%s %j", (action, more, sentence) => {
  expect(sentenceText(event(action, more))).toBe(sentence);
});

test("names stand out, and addresses stay in the details", () => {
  expect(sentenceOf(event("member.deactivated"))).toEqual([
    { text: "Deactivated " },
    { text: "Dana Weiss", strong: true },
  ]);
  expect(sentenceOf(event("invitation.removed", { target: greta }))[1]).toEqual({
    text: "greta.hofmann@alderfinch.example",
    strong: true,
  });
});

test("a refusal says what was tried, and on what", () => {
  const workspace = { kind: "workspace", label: "Alder & Finch" };
  expect(sentenceText(event("members.deactivate", { outcome: "denied", target: workspace }))).toBe(
    "Tried to deactivate a member, and was refused",
  );
  expect(
    sentenceText(
      event("products.archive", { outcome: "denied", target: { kind: "data-product", label: "Receipts" } }),
    ),
  ).toBe("Tried to archive (products) on Receipts, and was refused");
  expect(
    sentenceText(
      event("members.deactivate", { outcome: "denied", target: workspace, after: { times: 1299 } }),
    ),
  ).toBe("Tried to deactivate a member, and was refused, 1,299 more times within a minute");
});

test.each([
  ["group.renamed", "Renamed the group Dana Weiss"],
  ["masking-rule.column-moved", "Column moved: masking rule Dana Weiss"],
  ["constructor", "Constructor: Dana Weiss"],
  ["toString.valueOf", "ValueOf the toString Dana Weiss"],
])("the unknown action %s is told by its own name", (action, sentence) => {
  expect(sentenceText(event(action))).toBe(sentence);
});

test("what an event holds wrongly breaks no sentence", () => {
  for (const odd of [
    null,
    { roles: "Viewer" },
    { roles: [1, null, "Viewer"] },
    { sessions: "2" },
    { permissions: [7] },
  ])
    for (const action of ["member.role-changed", "member.sessions-ended", "role.revised", "audit.exported"])
      expect(sentenceText(event(action, { before: odd, after: odd }))).toMatch(/^[A-Z]/);
});

test("kinds and names of actions, refused commands among them", () => {
  expect(kindOf("member.sessions-ended")).toBe("Session");
  expect(kindOf("members.deactivate")).toBe("Member");
  expect(kindOf("invitation.sent")).toBe("Invitation");
  expect(kindOf("constructor.x")).toBe("Other");
  expect(labelOf("member.revoked")).toBe("Access revoked");
  expect(labelOf("members.deactivate")).toBe("Refused: deactivate a member");
  expect(labelOf("group.renamed")).toBe("Group renamed");
});

function roles(before: string[], after: string[]): Partial<LoggedEvent> {
  return { before: { roles: before }, after: { roles: after } };
}
