import type { Letter } from "@/emails/letter";
import { calendarDay } from "@/emails/moment";
import type { ReviewDueProps } from "@/emails/payloads";

export function reviewDue({ name, workspaceName, link, rows, more }: ReviewDueProps): Letter {
  const count = rows.length + more;
  const [first] = rows;
  const one = count === 1 && first;
  const subject = one
    ? `Review ${one.role} of ${one.holder}`
    : `${count} roles to review in ${workspaceName}`;
  return {
    subject,
    preview: one
      ? `Its review date has come: ${calendarDay(one.reviewOn)}.`
      : "Their review dates have come.",
    workspaceName,
    title: subject,
    blocks: [
      {
        type: "paragraph",
        words: [
          `Hello ${name}, `,
          one
            ? "a review date has come. Is this still needed? "
            : "review dates have come. Are these still needed? ",
          "Nothing ends by itself: what you do nothing about stays as it is.",
        ],
      },
      {
        type: "facts",
        rows: [
          ...rows.map(({ holder, role, place, reviewOn }) => ({
            label: holder,
            value: `${role}${place === null ? "" : ` on ${place}`}, review by ${calendarDay(reviewOn)}`,
          })),
          ...(more > 0 ? [{ label: "And", value: `${more} more` }] : []),
        ],
      },
      { type: "button", label: one ? "Look at it" : "Look at them", href: link },
    ],
    footer: `You get this because you gave ${one ? "this role" : "these roles"} in ${workspaceName}, or are an Admin there and whoever did has left. Nobody is reminded twice.`,
  };
}
