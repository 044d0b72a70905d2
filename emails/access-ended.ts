import { type Letter, listed } from "@/emails/letter";
import type { AccessEndedProps } from "@/emails/payloads";

export function accessEnded(props: AccessEndedProps): Letter {
  const { name, workspaceName, what, helpFrom } = props;
  return {
    subject: `Your access to ${what} has ended`,
    preview: cause(props),
    workspaceName,
    title: `Your access to ${what} has ended`,
    blocks: [
      { type: "paragraph", words: [`Hello ${name}. ${cause(props)}`] },
      ...(helpFrom.length > 0
        ? [{ type: "facts" as const, rows: [{ label: "Who can help", value: listed(helpFrom) }] }]
        : []),
    ],
    footer: `You get this because you had access to ${what} in ${workspaceName}. What you did there is kept.`,
  };
}

function cause({ workspaceName, actorName, how, what }: AccessEndedProps): string {
  switch (how) {
    case "deactivated":
      return `${actorName ? `${actorName} deactivated you` : "You were deactivated"} in ${workspaceName}. It can be undone.`;
    case "revoked":
      return `${actorName ? `${actorName} revoked your access to ${what}` : `Your access to ${what} was revoked`}. A new invitation or request brings it back.`;
    case "ended":
      return `Your access to ${what} was given until now and has ended by itself.`;
  }
}
