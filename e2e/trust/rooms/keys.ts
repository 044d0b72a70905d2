import { inWorkspace, type Room } from "../room.ts";
import type { Stage } from "../stage.ts";
import { writeKey } from "../tenant.ts";

const file = "app/w/[workspace]/settings/api-keys/actions.ts";
const needs = "general:manage-api-key";
const scope = "decision:read";

const subjectOf = ({ people }: Stage) => ({ type: "user", id: people.viewer.userId });
const action = { name: "view" };
const resource = { type: "segment", id: "*" };

export const keys: Room = {
  pages: {
    "/w/[workspace]/settings/api-keys/page": { needs, query: ["q", "state", "sort", "after"] },
  },
  keyed: {
    "/access/v1/evaluation/route": {
      scope,
      body: (stage) => ({ subject: subjectOf(stage), action, resource }),
    },
    "/access/v1/evaluations/route": {
      scope,
      body: (stage) => ({
        subject: subjectOf(stage),
        action,
        options: { evaluations_semantic: "execute_all" },
        evaluations: [{ resource }, { action: { name: "edit" }, resource }],
      }),
    },
    "/access/v1/search/subject/route": {
      scope,
      body: () => ({ subject: { type: "user" }, action, resource, page: { limit: 2 } }),
    },
    "/access/v1/search/resource/route": {
      scope,
      body: (stage) => ({
        subject: subjectOf(stage),
        action,
        resource: { type: "segment" },
        page: { limit: 2 },
      }),
    },
    "/access/v1/search/action/route": {
      scope,
      body: (stage) => ({ subject: subjectOf(stage), resource, page: { limit: 2 } }),
    },
  },
  actions: {
    [`${file}#createKeyAction`]: {
      needs,
      input: async (stage) => inWorkspace({ name: "Warehouse", lifetime: "30" }, stage),
    },
    [`${file}#revokeKeyAction`]: {
      needs,
      input: async (stage) => {
        const { id } = await stage.write((tx) => writeKey(tx, stage.home, stage.home.keyOwner.userId));
        return inWorkspace({ keyId: id }, stage);
      },
    },
    [`${file}#changeKeyOwnerAction`]: {
      needs,
      input: async (stage) => {
        const { id } = await stage.write((tx) => writeKey(tx, stage.home, stage.home.seen.userId));
        return inWorkspace({ keyId: id, membershipId: stage.home.keyOwner.membershipId }, stage);
      },
    },
  },
};
