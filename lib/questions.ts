import "server-only";
import type { z } from "zod";
import type { Question } from "@/lib/doorway/question-route";
import { outsiders } from "@/lib/explain/subject";
import { addMembers, deleteGroup, endGroupGrant, giveGroupRole, removeMembers } from "@/lib/groups/commands";
import { candidates } from "@/lib/groups/members";
import { pastedList } from "@/lib/groups/pasted";
import { giveBack } from "@/lib/home/giving-back";
import { refusalReason } from "@/lib/home/refusal";
import { checkAddresses } from "@/lib/invitations/check";
import { invitationAddress } from "@/lib/invitations/queries";
import {
  addRole,
  deactivateMany,
  deactivateMember,
  endRole,
  makeRole,
  makeRoleOfMany,
  reactivateMember,
  revokeAccess,
} from "@/lib/members/commands";
import { membersMatching } from "@/lib/members/queries";
import { completeObject, moveObject } from "@/lib/resources/commands";
import { searchObjects } from "@/lib/resources/search";
import { objectChildren, objectPath } from "@/lib/resources/tree";
import { deleteRole, previewNewRole, restoreRole, reviseRole } from "@/lib/roles/commands";
import { roleForm } from "@/lib/roles/form";
import { found } from "@/lib/search/queries";
import { candidatesFor } from "@/lib/teams/candidates";
import { addToTeam, leaveTeam, removeFromTeam, reviseGrant } from "@/lib/teams/commands";

/** What a page may ask while it is open, by name. One route answers what stands here, and nothing else. */
export const questions = {
  "explain.outsiders": outsiders,
  "groups.add-members.preview": addMembers.preview,
  "groups.candidates": candidates,
  "groups.delete.preview": deleteGroup.preview,
  "groups.end-grant.preview": endGroupGrant.preview,
  "groups.give-role.preview": giveGroupRole.preview,
  "groups.pasted-list": pastedList,
  "groups.remove-members.preview": removeMembers.preview,
  "home.give-back.preview": giveBack.preview,
  "home.refusal": refusalReason,
  "invitations.address": invitationAddress,
  "invitations.check": checkAddresses,
  "members.add-role.glance": addRole.glance,
  "members.add-role.preview": addRole.preview,
  "members.deactivate.glance": deactivateMember.glance,
  "members.deactivate.preview": deactivateMember.preview,
  "members.deactivate-many.preview": deactivateMany.preview,
  "members.end-role.preview": endRole.preview,
  "members.make-role.glance": makeRole.glance,
  "members.make-role.preview": makeRole.preview,
  "members.make-role-many.preview": makeRoleOfMany.preview,
  "members.matching": membersMatching,
  "members.reactivate.glance": reactivateMember.glance,
  "members.reactivate.preview": reactivateMember.preview,
  "members.revoke.preview": revokeAccess.preview,
  "objects.children": objectChildren,
  "objects.complete.preview": completeObject.preview,
  "objects.move.preview": moveObject.preview,
  "objects.path": objectPath,
  "objects.search": searchObjects,
  "roles.create.preview": previewNewRole,
  "roles.delete.preview": deleteRole.preview,
  "roles.form": roleForm,
  "roles.restore.preview": restoreRole.preview,
  "roles.revise.preview": reviseRole.preview,
  "search.results": found,
  "teams.add.preview": addToTeam.preview,
  "teams.candidates": candidatesFor,
  "teams.leave.preview": leaveTeam.preview,
  "teams.remove.preview": removeFromTeam.preview,
  "teams.revise.preview": reviseGrant.preview,
} satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;

type Spec<N extends QuestionName> = (typeof questions)[N]["spec"];

type Sendable<T> = T extends object ? { readonly [K in keyof T]: Sendable<T[K]> } : T;

/** What is sent with a question. */
export type QuestionInput<N extends QuestionName> = Sendable<z.input<Spec<N>["input"]>>;

/** What a question is answered with. */
export type QuestionAnswer<N extends QuestionName> = Awaited<ReturnType<Spec<N>["run"]>>;
