import type { Letter } from "@/emails/letter";
import type { OneTimeCodeProps } from "@/emails/payloads";

export function oneTimeCode({ code, purpose, workspaceName, minutes }: OneTimeCodeProps): Letter {
  const where = workspaceName ?? "Remit";
  const joining = purpose === "accept-invitation";
  return {
    subject: joining ? `Your code to join ${where}` : "Your code to confirm that it is you",
    preview: `It works once, for ${minutes} minutes.`,
    workspaceName,
    title: joining ? `Your code to join ${where}` : "Confirm that it is you",
    blocks: [
      {
        type: "paragraph",
        words: joining
          ? ["Enter this code on the page where you accepted the invitation."]
          : ["Enter this code in the dialog that asked for it. The change you were making waits there."],
      },
      { type: "code", code, note: `Works once, for ${minutes} minutes.` },
    ],
    footer: joining
      ? "You get this because someone accepted an invitation to this address. Not you? Keep the code to yourself: without it nobody joins."
      : "You get this because someone signed in as you is about to make a change that asks for a fresh proof. Not you? Keep the code to yourself and end that session under Your sessions.",
  };
}
