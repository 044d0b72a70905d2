import type { RoleContents } from "@/lib/access/role";
import { type Attempts, eventsAbout } from "@/lib/doorway/event";
import { count, type LoggedEvent, type Piece, text, who } from "@/lib/doorway/sentence";
import { contentsChange } from "./contents-change";

type Role = { name: string; description: string } & RoleContents;
type Created = { target: "role"; after: Role & { clonedFrom?: string } };
type Revised = { target: "role"; before: Partial<Role>; after: Partial<Role> & { restored?: number } };
type Deleted = {
  target: "role";
  before: Role & { grants: number; invitations: number };
  after: { replacement: string | null };
};

const event = eventsAbout("Role");

export const roleEvents = {
  created: event<Created>("role.created", "Role created", (e) => {
    const from = text(e.after?.clonedFrom);
    return ["Created the role ", who(e), from && ` as a clone of ${from}`];
  }),
  revised: event<Revised>("role.revised", "Role changed", (e) => {
    const number = e.after?.restored;
    const verb =
      typeof number === "number" ? `Restored revision ${number} of the role ` : "Changed the role ";
    return [verb, who(e), contentsInNumbers(e)];
  }),
  deleted: event<Deleted>("role.deleted", "Role deleted", (e): Piece[] => {
    const [grants, instead] = [e.before?.grants, text(e.after?.replacement)];
    if (typeof grants !== "number" || grants === 0) return ["Deleted the role ", who(e)];
    const became = instead ? `became ${instead}` : "ended";
    return ["Deleted the role ", who(e), `: ${count(grants, "grant")} ${became}`];
  }),
};

export const roleAttempts: Attempts = {
  kind: "Role",
  words: {
    "roles.create": "create a role",
    "roles.revise": "change a role",
    "roles.restore": "restore a revision of a role",
    "roles.delete": "delete a role",
  },
};

function contentsInNumbers({ before, after }: Pick<LoggedEvent, "before" | "after">): string {
  const change = contentsChange(before, after);
  if (!change) return "";
  const counted = [
    count(change.levels.length, "level"),
    count(change.applications.length, "application"),
    count(change.permissions.length, "permission"),
  ].filter(Boolean);
  return counted.length > 0 ? `: ${counted.join(", ")}` : "";
}
