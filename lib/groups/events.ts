import { type Attempts, eventsAbout, type Where } from "@/lib/doorway/event";
import { named, roleAdded, roleEnded, who } from "@/lib/doorway/sentence";

type About = { name: string; description: string };
type Place = { group: string; groupId: string };
type RoleAdded = {
  target: "group";
  resource: Where;
  before: { roles: string[] };
  after: { roles: string[]; endsOn?: string; reviewOn?: string; people: number };
};
type RoleEnded = {
  target: "group";
  resource: Where;
  before: { roles: string[] };
  after: { roles: string[]; people: number };
};
type Deleted = {
  target: "group";
  before: { members: string[]; people: number; grants: string[] };
  after: { grants: string };
};

const event = eventsAbout("Group");
const memberEvent = eventsAbout("Member");

export const groupEvents = {
  created: event<{ target: "group"; after: Pick<About, "name"> & Partial<About> }>(
    "group.created",
    "Group created",
    (e) => ["Created the group ", who(e)],
  ),
  revised: event<{ target: "group"; before: About; after: About }>("group.revised", "Group changed", (e) => [
    "Revised the group ",
    who(e),
  ]),
  deleted: event<Deleted>("group.deleted", "Group deleted", (e) => ["Deleted the group ", who(e)]),
  roleAdded: event<RoleAdded>("group.role-added", "Group role added", roleAdded),
  roleEnded: event<RoleEnded>("group.role-ended", "Group role ended", roleEnded),
  memberJoined: memberEvent<{ target: "member"; after: Place }>(
    "member.group-joined",
    "Added to a group",
    (e) => ["Added ", who(e), ...named(" to the group ", e.after?.group)],
    ["groupId"],
  ),
  memberLeft: memberEvent<{ target: "member"; before: Place }>(
    "member.group-left",
    "Taken out of a group",
    (e) => ["Took ", who(e), ...named(" out of the group ", e.before?.group)],
    ["groupId"],
  ),
};

export const groupAttempts: Attempts = {
  kind: "Group",
  words: {
    "groups.create": "create a group",
    "groups.revise": "change a group",
    "groups.add-members": "add members to a group",
    "groups.remove-members": "take members out of a group",
    "groups.give-role": "give a group a role",
    "groups.end-grant": "end a role of a group",
    "groups.delete": "delete a group",
  },
};
