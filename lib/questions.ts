import "server-only";
import type { z } from "zod";
import type { Question } from "@/lib/doorway/question-route";
import { outsiders } from "@/lib/explain/subject";
import { candidates } from "@/lib/groups/members";
import { pastedList } from "@/lib/groups/pasted";
import { previewGroupChange } from "@/lib/groups/preview";
import { previewGivingBack } from "@/lib/home/giving-back";
import { refusalReason } from "@/lib/home/refusal";
import { checkAddresses } from "@/lib/invitations/check";
import { invitationAddress } from "@/lib/invitations/queries";
import { membersMatching, previewMany } from "@/lib/members/bulk";
import { previewChange } from "@/lib/members/preview";
import { previewCompletion, previewMove } from "@/lib/resources/previews";
import { searchObjects } from "@/lib/resources/search";
import { objectChildren, objectPath } from "@/lib/resources/tree";
import { roleForm } from "@/lib/roles/form";
import { previewDeletion, previewRestoration, previewRole } from "@/lib/roles/preview";
import { found } from "@/lib/search/queries";
import { candidatesFor } from "@/lib/teams/candidates";
import { previewAddition, previewLeave, previewRemoval, previewRevision } from "@/lib/teams/preview";

/** What a page may ask while it is open, by name. One route answers what stands here, and nothing else. */
export const questions = {
  "explain.outsiders": outsiders,
  "groups.candidates": candidates,
  "groups.pasted-list": pastedList,
  "groups.preview-change": previewGroupChange,
  "home.preview-giving-back": previewGivingBack,
  "home.refusal": refusalReason,
  "invitations.address": invitationAddress,
  "invitations.check": checkAddresses,
  "members.matching": membersMatching,
  "members.preview-change": previewChange,
  "members.preview-many": previewMany,
  "objects.children": objectChildren,
  "objects.path": objectPath,
  "objects.preview-completion": previewCompletion,
  "objects.preview-move": previewMove,
  "objects.search": searchObjects,
  "roles.form": roleForm,
  "roles.preview": previewRole,
  "roles.preview-deletion": previewDeletion,
  "roles.preview-restoration": previewRestoration,
  "search.results": found,
  "teams.candidates": candidatesFor,
  "teams.preview-addition": previewAddition,
  "teams.preview-leave": previewLeave,
  "teams.preview-removal": previewRemoval,
  "teams.preview-revision": previewRevision,
} satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;

type Spec<N extends QuestionName> = (typeof questions)[N]["spec"];

type Sendable<T> = T extends object ? { readonly [K in keyof T]: Sendable<T[K]> } : T;

/** What is sent with a question. */
export type QuestionInput<N extends QuestionName> = Sendable<z.input<Spec<N>["input"]>>;

/** What a question is answered with. */
export type QuestionAnswer<N extends QuestionName> = Awaited<ReturnType<Spec<N>["run"]>>;
