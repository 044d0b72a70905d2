import type { Letter } from "@/emails/letter";
import { moment } from "@/emails/moment";
import type { TeamChangedProps } from "@/emails/payloads";

export function teamChanged(props: TeamChangedProps): Letter {
  const { name, workspaceName, link, actorName, objectName, through, before, after } = props;
  const subject = subjectOf(props);
  return {
    subject,
    preview: `${actorName} ${deedOf(props)}.`,
    workspaceName,
    title: subject,
    blocks: [
      {
        type: "paragraph",
        words: [
          `Hello ${name}, `,
          { strong: actorName },
          ` ${deedOf(props)}. `,
          after === null ? "What you hold there in another way stays." : "The change is in force already.",
        ],
      },
      {
        type: "facts",
        rows: [
          ...(through === null ? [] : [{ label: "Through the group", value: through }]),
          ...(before === null ? [] : [{ label: "Before", value: before }]),
          ...(after === null ? [] : [{ label: before === null ? "Your role there" : "Now", value: after }]),
          ...endRow(props),
        ],
      },
      ...(after === null
        ? []
        : [{ type: "button" as const, label: `Open ${objectName}`.slice(0, 60), href: link }]),
    ],
    footer: `You get this because your access to ${objectName} in ${workspaceName} changed. Each change is in the audit log of the workspace.`,
  };
}

function subjectOf({ objectName, before, after }: TeamChangedProps): string {
  if (after === null) return `You were taken off the team of ${objectName}`;
  return before === null
    ? `You are on the team of ${objectName}`
    : `Your place on the team of ${objectName} has changed`;
}

function deedOf({ objectName, through, before, after }: TeamChangedProps): string {
  const whom = through === null ? "you" : through;
  if (after === null) return `took ${whom} off the team of ${objectName}`;
  return before === null
    ? `added ${whom} to the team of ${objectName}`
    : `changed what ${whom} may do on ${objectName}`;
}

function endRow({ after, endsAt, endsWith, timeZone }: TeamChangedProps) {
  if (after === null) return [];
  if (endsWith !== null) return [{ label: "Ends", value: `When ${endsWith} is completed` }];
  return endsAt === null ? [] : [{ label: "Ends", value: moment(endsAt, timeZone) }];
}
