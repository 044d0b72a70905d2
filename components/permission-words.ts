import { features, type PermissionId, permissionOf } from "@/lib/access/catalogue";
import { inPlainWords } from "./plain-words";

const objects: Record<string, string> = {
  campaign: "campaigns",
  collaboration: "tasks and comments",
  budget: "budgets",
  hr: "HR and team data",
  "marketing-object": "campaigns and assets",
  "group-access": "teams and access",
  "automated-flow": "automated flows",
};
const verbs: Record<string, string> = { view: "see", edit: "edit", manage: "manage", publish: "publish" };

const spoken: Partial<Record<PermissionId, string>> = {
  "analytics:tracking": "see tracking",
  "analytics:insights": "see insights",
  "general:view-members": "see members",
  "general:invite-user": "invite people",
  "general:manage-user": "manage people",
  "general:manage-role": "manage roles",
  "general:change-account-setting": "change settings",
  "general:frequency-capping": "set the frequency cap",
  "general:manage-api-key": "manage API keys",
  "data-space:view-segment-table": "see columns and segments",
  "data-space:view-data": "see rows",
  "data-space:change-contact": "change contact data",
  "data-space:manage-table": "manage tables",
  "data-space:manage-relation": "manage table relations",
  "data-space:import": "import data",
  "data-space:export": "export data",
  "data-space:manage-segment": "manage data segments",
  "data-space:personal-info": "see clear values",
  "governance:view-catalog": "see the catalog",
  "governance:create-product": "create products",
  "governance:edit-product": "edit products",
  "governance:assign-role": "assign governance roles",
  "governance:approve-access": "approve access",
  "governance:review-access": "review access",
  "governance:manage-rule": "manage approval rules",
  "governance:view-audit": "read the audit log",
  "governance:export-audit": "export the audit log",
  "governance:view-report": "see reports",
  "governance:manage-masking": "manage masking",
  "account:administer": "administer the account",
};

/** What a permission lets somebody do, after "may": "publish campaigns", "edit segments", "see clear values". */
export function doingOf(id: PermissionId): string {
  const known = spoken[id];
  if (known) return known;
  const { feature } = permissionOf(id);
  const [thing = "", action = ""] = id.split(":");
  if (feature) {
    const level = ({ view: 1, run: 2, edit: 3, delete: 4 } as const)[action] ?? 1;
    const words = inPlainWords(feature, level)
      .replace("Create and edit", "edit")
      .replace("Create, edit and", "");
    return lowerFirst(words.trim());
  }
  const channel = /^(marketing|transactional)-(email|sms|push)$/.exec(thing);
  if (channel) {
    const content = `${channel[1]} ${{ email: "e-mails", sms: "SMS", push: "push messages" }[channel[2] ?? ""]}`;
    return action === "send-test" ? `send tests of ${content}` : `${verbs[action]} ${content}`;
  }
  return `${verbs[action]} ${objects[thing]}`;
}

/** The application or applications whose gate stands before a permission, in words; "" where there is none. */
export function gateOf(id: PermissionId): string {
  const { feature } = permissionOf(id);
  const gates: readonly string[] = features.find((one) => one.id === feature)?.applications ?? [];
  return gates.length === 2
    ? "both applications are"
    : gates[0] === "customer-hubs"
      ? "Customer Hubs is"
      : "Data Activation is";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
