import { type Letter, listed, listedStrong, type Words } from "@/emails/letter";
import { moment } from "@/emails/moment";
import type { InvitationProps } from "@/emails/payloads";

export function invitation(props: InvitationProps): Letter {
  const { inviterName, inviterEmail, workspaceName, expiresAt, accessEndsAt, timeZone, features } = props;
  const until = moment(expiresAt, timeZone);
  return {
    subject: `${inviterName} invited you to ${workspaceName}`,
    preview: `Accept until ${until}.${props.roles.length > 0 ? ` You will join as ${listed(props.roles)}.` : ""}`,
    title: `${inviterName} invited you to ${workspaceName}`,
    blocks: [
      { type: "paragraph", words: [...greeting(props.inviteeName), ...joining(props), "."] },
      { type: "button", label: "Accept invitation", href: props.link, note: `Works once, until ${until}.` },
      ...(accessEndsAt
        ? [
            {
              type: "facts" as const,
              rows: [{ label: "Your access ends", value: moment(accessEndsAt, timeZone) }],
            },
          ]
        : []),
      ...(features.length > 0
        ? [{ type: "levels" as const, heading: "What you may do", rows: features }]
        : []),
    ],
    footer: `You get this because ${inviterName} (${inviterEmail}) entered your address. Not expecting it? Leave it: without your answer nothing happens, and the invitation ends by itself.`,
  };
}

function greeting(name: string | undefined): Words {
  return name ? [`Hello ${name}, you will join`] : ["You will join"];
}

function joining({ workspaceName, roles, groups, place }: InvitationProps): Words {
  return [
    ...(roles.length > 0 ? [" as ", ...listedStrong(roles)] : [` ${workspaceName}`]),
    ...(groups.length > 0 ? [` in ${listed(groups)}`] : []),
    ...(place ? [", with a place on ", { strong: place }] : []),
  ];
}
