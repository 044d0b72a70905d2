import {
  type ApplicationId,
  type FeatureId,
  features,
  type Level,
  type PermissionId,
  permissions,
} from "./catalogue";

/** A role as it is written down: levels and fine permissions, not yet closed under dependencies. */
export type RoleDraft = {
  applications?: readonly ApplicationId[];
  levels?: Partial<Record<FeatureId, Level>>;
  fine?: readonly PermissionId[];
};

type SystemRoleDraft = {
  key: string;
  name: string;
  description: string;
  kind: "system" | "governance";
  draft: RoleDraft;
};

const allFeatures = features.map(({ id }) => id);
const butWorkspace = allFeatures.filter((id) => id !== "workspace");

function each(ids: readonly FeatureId[], level: Level): Partial<Record<FeatureId, Level>> {
  return Object.fromEntries(ids.map((id) => [id, level]));
}

/** One action on all contents: marketing and transactional, by e-mail, SMS and push. */
function contents(action: "view" | "edit" | "publish" | "send-test"): PermissionId[] {
  return permissions
    .filter(
      ({ id, group }) => (group === "marketing" || group === "transactional") && id.endsWith(`:${action}`),
    )
    .map(({ id }) => id);
}

const viewer: PermissionId[] = [
  "campaign:view",
  ...contents("view"),
  "automated-flow:view",
  "collaboration:view",
  "marketing-object:view",
  "group-access:view",
  "analytics:tracking",
  "analytics:insights",
  "data-space:view-segment-table",
  "governance:view-catalog",
];

const contributions: PermissionId[] = [
  "campaign:edit",
  ...contents("edit"),
  "collaboration:edit",
  "marketing-object:edit",
  "budget:view",
];

const editor: PermissionId[] = [
  ...viewer,
  ...contributions,
  ...contents("send-test"),
  "general:view-members",
  "data-space:manage-segment",
  "governance:create-product",
];

const consumer: PermissionId[] = ["governance:view-catalog", "data-space:view-data"];

const steward: PermissionId[] = [
  ...consumer,
  "governance:edit-product",
  "governance:approve-access",
  "governance:review-access",
  "governance:manage-masking",
];

/** The roles every workspace begins with: not editable, clonable, both applications open. */
export const systemRoleDrafts: readonly SystemRoleDraft[] = [
  {
    key: "admin",
    name: "Admin",
    description: "Full Admin: everything in the workspace. Assign only if absolutely necessary.",
    kind: "system",
    draft: {
      levels: each(allFeatures, 4),
      fine: permissions.filter(({ scope }) => scope !== "account").map(({ id }) => id),
    },
  },
  {
    key: "power-user",
    name: "Power User",
    description: "Builds, publishes and exports across the workspace, without managing it.",
    kind: "system",
    draft: {
      levels: each(butWorkspace, 3),
      fine: [
        ...editor,
        "campaign:publish",
        ...contents("publish"),
        "data-space:view-data",
        "data-space:export",
        "automated-flow:manage",
        "marketing-object:manage",
      ],
    },
  },
  {
    key: "editor",
    name: "Editor",
    description: "Creates and changes campaigns, contents, segments and models; publishes nothing.",
    kind: "system",
    draft: {
      levels: {
        ...each(["model", "computed-field", "segment", "prediction", "customer-hub"], 3),
        ...each(["activation", "destination", "identity-resolution", "alert"], 1),
      },
      fine: editor,
    },
  },
  {
    key: "viewer",
    name: "Viewer",
    description:
      "Sees features, campaigns and the catalog, but no rows of data products, and changes nothing.",
    kind: "system",
    draft: { levels: each(butWorkspace, 1), fine: viewer },
  },
  {
    key: "contributor",
    name: "Contributor",
    description: "Works on a team's campaigns, contents and tasks.",
    kind: "system",
    draft: { fine: [...contributions, "group-access:view"] },
  },
  {
    key: "consumer",
    name: "Consumer",
    description: "Reads the data of a product; personal columns stay masked.",
    kind: "system",
    draft: { fine: consumer },
  },
  {
    key: "owner",
    name: "Owner",
    description: "Answers for a data product: its strategy, its governance roles and who may use it.",
    kind: "governance",
    draft: { fine: [...steward, "governance:assign-role"] },
  },
  {
    key: "steward",
    name: "Steward",
    description: "Curates a data product day to day and decides who may use it.",
    kind: "governance",
    draft: { fine: steward },
  },
  {
    key: "custodian",
    name: "Custodian",
    description: "Keeps a data product's tables technically sound.",
    kind: "governance",
    draft: {
      fine: [...consumer, "data-space:manage-table", "data-space:manage-relation", "data-space:import"],
    },
  },
  {
    key: "data-architect",
    name: "Data Architect",
    description: "Shapes a data product's models and standards.",
    kind: "governance",
    draft: {
      levels: { model: 3 },
      fine: ["governance:view-catalog", "governance:edit-product", "data-space:manage-relation"],
    },
  },
];
