import { type Letter, listed } from "@/emails/letter";
import type { RoleChangedProps } from "@/emails/payloads";

export function roleChanged(props: RoleChangedProps): Letter {
  const { name, workspaceName, link, actorName, before, after, gains, losses } = props;
  return {
    subject: `Your access to ${workspaceName} has changed`,
    preview: `${actorName} changed your roles: ${named(before)} before, ${named(after)} now.`,
    workspaceName,
    title: `Your access to ${workspaceName} has changed`,
    blocks: [
      {
        type: "paragraph",
        words: [
          `Hello ${name}, `,
          { strong: actorName },
          " changed your roles. The change is in force already.",
        ],
      },
      {
        type: "facts",
        rows: [
          { label: "Before", value: named(before) },
          { label: "Now", value: named(after) },
          ...(gains.length > 0 ? [{ label: "You gain", value: gains.join(", ") }] : []),
          ...(losses.length > 0 ? [{ label: "You lose", value: losses.join(", ") }] : []),
        ],
      },
      { type: "button", label: "See my access", href: link },
    ],
    footer: `You get this because your access to ${workspaceName} changed. Each change is in the audit log of the workspace.`,
  };
}

function named(roles: readonly string[]): string {
  return roles.length > 0 ? listed(roles) : "no role";
}
