import { randomBytes } from "node:crypto";
import { type Build, inWorkspace, type Room } from "../room.ts";
import type { Stage } from "../stage.ts";
import { writeRevisedRole } from "../tenant.ts";

const needs = "general:manage-role";
const file = "app/w/[workspace]/settings/roles/actions.ts";

/** What everybody who may manage roles holds themselves. */
const draft = { applications: [], permissions: ["general:manage-role"] };
const newName = () => `Zz ${randomBytes(4).toString("hex")}`;
const aRole = (stage: Stage) => stage.write((tx) => writeRevisedRole(tx, stage.home));

const creating: Build = async (stage) =>
  inWorkspace({ name: newName(), description: "", draft, from: stage.home.roles["view-members"] }, stage);

const revising: Build = async (stage) =>
  inWorkspace({ roleId: await aRole(stage), revision: 2, name: newName(), description: "", draft }, stage);

const preview = ({ home }: Stage) => ({ roleId: home.roles["view-members"], draft });

export const roles: Room = {
  pages: {
    "/w/[workspace]/settings/roles/page": {
      needs: "general:view-members",
      also: { createRole: [needs] },
      query: ["q", "kind", "sort"],
    },
    "/w/[workspace]/settings/roles/[roleId]/page": {
      needs: "general:view-members",
      also: { member: ["general:view-members"] },
      query: ["before"],
    },
    "/w/[workspace]/settings/roles/compare/page": {
      needs: "general:view-members",
      query: ["a", "b", "show"],
    },
    "/w/[workspace]/settings/roles/new/page": { needs, query: ["from"] },
    "/w/[workspace]/settings/roles/[roleId]/edit/page": { needs },
  },
  questions: {
    "roles.revise.preview": { needs, input: preview },
    "roles.create.preview": { needs, input: () => ({ draft }) },
    "roles.restore.preview": {
      needs,
      input: ({ home }) => ({ roleId: home.roles["view-members"], number: 1 }),
    },
    "roles.delete.preview": {
      needs,
      input: ({ home }) => ({ roleId: home.roles["view-members"], replacementId: home.roles.viewer }),
    },
    "roles.form": {
      needs,
      input: ({ home }) => ({ roleId: home.roles["view-members"] }),
    },
  },
  actions: {
    [`${file}#createRoleAction`]: { needs, input: creating, optional: ["from", "reason"] },
    [`${file}#reviseRoleAction`]: { needs, input: revising, optional: ["reason"] },
    [`${file}#restoreRoleAction`]: {
      needs,
      input: async (stage) => inWorkspace({ roleId: await aRole(stage), revision: 2, number: 1 }, stage),
      optional: ["reason"],
    },
    [`${file}#deleteRoleAction`]: {
      needs,
      input: async (stage) =>
        inWorkspace({ roleId: await aRole(stage), replacementId: stage.home.roles["view-members"] }, stage),
      optional: ["reason"],
    },
  },
};
