import { type PermissionId, permissions } from "@/lib/access/catalogue";
import type { Role } from "../company.ts";

/** One action on all channels of marketing content. */
function marketing(action: string): PermissionId[] {
  return permissions
    .filter(({ id, group }) => group === "marketing" && id.endsWith(`:${action}`))
    .map(({ id }) => id);
}

const analystBefore = {
  applications: ["data-activation"],
  levels: { segment: 1, activation: 1, destination: 1, prediction: 1, alert: 1, "customer-hub": 1 },
  fine: [
    ...marketing("view"),
    "campaign:view",
    "analytics:tracking",
    "analytics:insights",
    "governance:view-catalog",
  ],
} as const;

export const roles: Role[] = [
  {
    name: "Marketing Analyst",
    description: "Builds audiences and runs test campaigns",
    created: 798,
    draft: {
      applications: ["data-activation"],
      levels: {
        "computed-field": 1,
        segment: 3,
        activation: 2,
        destination: 1,
        prediction: 1,
        alert: 1,
        "customer-hub": 1,
      },
      fine: [
        ...analystBefore.fine,
        ...marketing("edit"),
        "campaign:publish",
        "marketing-email:send-test",
        "general:view-members",
        "data-space:export",
        "collaboration:edit",
        "marketing-object:view",
      ],
    },
    earlier: [
      {
        name: "Marketing Reporting",
        description: "Reads campaigns and their results",
        draft: {
          applications: ["data-activation"],
          levels: { segment: 1, activation: 1, prediction: 1 },
          fine: ["campaign:view", "analytics:insights", "data-space:export"],
        },
        until: 512,
        by: "Karim Haddad",
        reason: "Exports now go through the data team",
      },
      {
        name: "Marketing Reporting",
        description: "Reads campaigns and their results",
        draft: {
          applications: ["data-activation"],
          levels: { segment: 1, activation: 1, prediction: 1 },
          fine: ["campaign:view", "analytics:insights", "governance:view-catalog"],
        },
        until: 203,
        by: "Ines Carvalho",
        reason: "One role for analysts of all countries",
      },
      {
        draft: analystBefore,
        until: 6,
        by: "Ines Carvalho",
        reason: "DACH needs its own test audiences for the coming campaign",
      },
    ],
  },
  {
    name: "Campaign Manager",
    description: "Plans, builds and publishes campaigns on every channel",
    created: 798,
    draft: {
      levels: {
        model: 1,
        "computed-field": 1,
        segment: 3,
        activation: 3,
        destination: 1,
        alert: 2,
        "customer-hub": 1,
      },
      fine: [
        "campaign:publish",
        ...marketing("publish"),
        "automated-flow:manage",
        "general:view-members",
        "collaboration:manage",
        "budget:edit",
        "marketing-object:manage",
        "group-access:edit",
        "governance:view-catalog",
      ],
    },
  },
  {
    name: "Brand Team Lead",
    description: "Leads the brand's campaigns and answers for its customer hubs",
    created: 640,
    draft: {
      levels: {
        workspace: 1,
        model: 1,
        "computed-field": 1,
        segment: 1,
        activation: 3,
        destination: 2,
        prediction: 1,
        alert: 3,
        "customer-hub": 3,
      },
      fine: [
        "campaign:edit",
        ...marketing("edit"),
        "analytics:insights",
        "collaboration:manage",
        "budget:manage",
        "marketing-object:manage",
        "group-access:manage",
        "governance:view-catalog",
      ],
    },
  },
  {
    name: "Data Engineer",
    description: "Builds models, identities and destinations, and keeps the tables",
    created: 798,
    draft: {
      levels: {
        workspace: 3,
        model: 4,
        "computed-field": 3,
        segment: 1,
        activation: 2,
        destination: 4,
        prediction: 3,
        "identity-resolution": 4,
        alert: 3,
      },
      fine: [
        "data-space:manage-table",
        "data-space:manage-relation",
        "data-space:import",
        "data-space:export",
        "data-space:personal-info",
        "automated-flow:view",
        "governance:view-catalog",
        "governance:create-product",
      ],
    },
  },
  {
    name: "Support Agent",
    description: "Looks customers up and corrects their contact data",
    created: 300,
    earlier: [
      {
        draft: {
          applications: ["customer-hubs"],
          levels: { model: 1, "customer-hub": 2 },
          fine: ["data-space:personal-info"],
        },
        until: 37,
        by: "Karim Haddad",
        reason: "Agents correct addresses while they talk to the customer",
      },
    ],
    draft: {
      applications: ["customer-hubs"],
      levels: { model: 1, "customer-hub": 2 },
      fine: ["data-space:change-contact", "data-space:personal-info"],
    },
  },
  {
    name: "Compliance Reviewer",
    description: "Reads the audit log and the reports; changes nothing",
    created: 34,
    draft: {
      applications: [],
      levels: { workspace: 1 },
      fine: [
        "governance:view-catalog",
        "governance:export-audit",
        "governance:view-report",
        "governance:review-access",
      ],
    },
  },
];
