import { randomBytes } from "node:crypto";
import { newToken } from "../../lib/identity/secrets.ts";
import type { Resource } from "../../scripts/builders/workspace.ts";
import type { Needs, Permission, Principal } from "./principals.ts";
import { newKey, type Person, type Stage } from "./stage.ts";
import { builderIn, type Tenant, writeMember } from "./tenant.ts";

/** What a page may hold for some of those it is shown to. */
export type Part =
  | "member"
  | "activity"
  | "event"
  | "effectiveAccess"
  | "sessions"
  | "inviteChoices"
  | "createRole"
  | "exportButton";

/** What is sent to an action; `token` when it must be another session of the person. */
export type Sent = { input: Record<string, unknown>; token?: string };
export type Build = (stage: Stage, asker: Person) => Promise<Sent>;

type Question = {
  needs: Permission;
  sees?: Permission;
  input: (stage: Stage) => Record<string, unknown> | Promise<Record<string, unknown>>;
};

/**
 * The endpoints of one room of the product: who may ask for what, written by hand. Whoever adds a page, a handler, a
 * question or an action adds a line to its room, or the suite fails. `sees`: whoever lacks this is answered as if there were nothing.
 */
export type Room = {
  /** Pages of a workspace, with what else they show and what that needs. */
  pages?: Record<
    string,
    { needs: Permission; sees?: Permission; also?: Partial<Record<Part, Permission[]>>; query?: string[] }
  >;
  /** GET handlers. */
  routes?: Record<string, { needs: Permission; sees?: Permission }>;
  /** What the one handler of questions answers, by name, with what is sent when it is answered. */
  questions?: Record<string, Question>;
  /** POST handlers for other systems: what the key must have been made for, and a body that is answered. */
  keyed?: Record<string, { scope: string; body: (stage: Stage) => Record<string, unknown> }>;
  /**
   * Input with which an action is carried out for whom it may, made anew for every call; and fields it leaves out.
   * `instead`: who gets another code than others for whom it is, having nothing that it could be about.
   */
  actions?: Record<
    string,
    {
      needs: Needs;
      sees?: Permission;
      input: Build;
      optional?: string[];
      instead?: Partial<Record<Principal, string>>;
    }
  >;
};

export const inWorkspace = (input: Record<string, unknown>, { home }: Stage): Sent => ({
  input: { workspace: home.slug, idempotencyKey: newKey(), ...input },
});

/** A member who was not there before. */
export const aMember = (stage: Stage) =>
  stage.write((tx) => writeMember(tx, stage.home, `Zz ${randomBytes(3).toString("hex")}`));

/** An object that was not there before, below the given one or the campaign. */
export function anObject(stage: Stage, kind: "project" | "action", above?: Resource): Promise<Resource> {
  const { workspaceId, campaign, slug } = stage.home;
  const under = above ?? { id: campaign, path: [workspaceId, campaign] };
  return stage.write((tx) => builderIn(tx, stage.home).resource(kind, `Zz ${slug}`, under));
}

/** What stands in the addresses of pages and handlers, by the name of the segment. */
export const paramsOf = ({ slug, seen, roles, campaign, group }: Tenant): Record<string, string> => ({
  workspace: slug,
  membershipId: seen.membershipId,
  roleId: roles["view-members"],
  resourceId: campaign,
  groupId: group,
  feature: "segment",
  token: newToken(),
});
