import "server-only";
import { labelOf } from "@/lib/access/catalogue";
import { type Decision, decide } from "@/lib/access/decide";
import { contentsAt, type ResourceRef } from "@/lib/access/facts";
import { has } from "@/lib/access/permission-set";
import { effectiveOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import { type Cure, cureFor } from "@/lib/explain/cure";
import { WhyNotQuestion } from "@/lib/explain/input";
import { placeInScope } from "@/lib/explain/place";
import { rolesOf } from "@/lib/grants/facts";
import { roleMarks } from "@/lib/members/standing";
import { adminsOf, type Home } from "./queries";

export type RefusalReason = {
  person: string;
  roles: string[];
  missing: string;
  /** Where it is missing. */
  place: { id: string; kind: ResourceRef["kind"]; name: string };
  decision: Decision;
  /** Roles of the workspace that contain what is missing, for that place. */
  heldBy: string[];
  /** The smallest grant that would open it, and who can give it; null when it is open already or no role can. */
  cure: Cure | null;
  admins: Home["admins"];
  timeZone: string;
  now: number;
};

/** Why something is not open to the person who asks: what is missing, which roles hold it, who can help. */
export const refusalReason = query({
  name: "home.refusal",
  permission: "self",
  input: WhyNotQuestion,
  run: async (scope, { permission, resourceId }): Promise<RefusalReason> => {
    const { tx, workspace, facts, now, actor } = scope;
    const place = await placeInScope(scope, resourceId, facts);
    const onWorkspace = place.id === workspace.id;
    const decision = decide(facts, { permission, resource: place, at: now });
    const roles = await rolesOf(tx, workspace.id);
    return {
      person: actor.name,
      roles: roleMarks(facts, now).map(({ name }) => name),
      missing: labelOf(permission),
      place: { id: place.id, kind: place.kind, name: place.name },
      decision,
      heldBy: roles
        .filter((role) => {
          const contents = contentsAt(role, now);
          return contents !== undefined && has(effectiveOf(contents, undefined, onWorkspace), permission);
        })
        .map(({ name }) => name),
      cure: decision.allow
        ? null
        : await cureFor(scope, { permission, resource: place, at: now }, actor.userId),
      admins: await adminsOf(scope),
      timeZone: workspace.timeZone,
      now,
    };
  },
});
