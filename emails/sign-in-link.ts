import type { Letter } from "@/emails/letter";
import { moment } from "@/emails/moment";
import type { SignInLinkProps } from "@/emails/payloads";

export function signInLink({ link, minutes, askedAt, device }: SignInLinkProps): Letter {
  return {
    subject: "Sign in to Remit",
    preview: `The link works once, for ${minutes} minutes.`,
    title: "Sign in to Remit",
    blocks: [
      {
        type: "paragraph",
        words: ["Someone, most likely you, asked to sign in to Remit with this address."],
      },
      { type: "button", label: "Sign in", href: link, note: `Works once, for ${minutes} minutes.` },
      {
        type: "facts",
        rows: [
          { label: "Asked", value: moment(askedAt) },
          { label: "From", value: device },
        ],
      },
    ],
    footer:
      "You get this because your address was entered on the sign-in page. Not you? Leave it: without the link nobody gets in, and it ends by itself.",
  };
}
