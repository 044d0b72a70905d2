import { type Attempts, eventsAbout, type Where } from "@/lib/doorway/event";
import { at, list, named } from "@/lib/doorway/sentence";

const event = eventsAbout("Member");

export const givingBackEvents = {
  role: event<{ target: "member"; resource: Where; before: { roles: string[] } }>(
    "member.role-given-back",
    "Role given back",
    (e) => [`Gave back ${list(e.before?.roles) || "a role"}`, ...at(" on ", e)],
  ),
  groupMembership: event<{ target: "member"; before: { group: string; groupId: string } }>(
    "member.left-group",
    "Left a group",
    (e) => ["Left", ...named(" the group ", e.before?.group)],
    ["groupId"],
  ),
};

export const givingBackAttempts: Attempts = {
  kind: "Member",
  words: { "home.give-back": "give back access" },
};
