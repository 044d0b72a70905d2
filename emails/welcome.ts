import { type Letter, listedStrong } from "@/emails/letter";
import type { WelcomeProps } from "@/emails/payloads";

export function welcome({ name, workspaceName, link, roles }: WelcomeProps): Letter {
  return {
    subject: `You have joined ${workspaceName}`,
    preview: "Your access is on one page, with the reason for each part of it.",
    workspaceName,
    title: `You have joined ${workspaceName}`,
    blocks: [
      {
        type: "paragraph",
        words: [
          `Hello ${name}, `,
          ...(roles.length > 0
            ? ["you are in as ", ...listedStrong(roles), ". "]
            : ["you are in, without a workspace role. "]),
          "My access shows what you may do, why, and until when.",
        ],
      },
      { type: "button", label: "See my access", href: link },
    ],
    footer: `You get this because you accepted an invitation to ${workspaceName}.`,
  };
}
