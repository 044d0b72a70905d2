import { expect } from "@playwright/test";
import { served } from "./served.ts";

export type Mail = { id: string; to: string; subject: string; html: string; text: string; at: string };

/** What the demo sent to an address, the newest first. */
export async function mailOf(address: string): Promise<Mail[]> {
  const response = await fetch(`${served().url}/api/mailbox?${new URLSearchParams({ to: address })}`);
  return (await response.json()) as Mail[];
}

/** Waits for the newest mail to an address with this in its subject. `after`: how many of them were there before. */
export async function mailTo(address: string, subject: RegExp, after = 0): Promise<Mail> {
  const fitting = async () => (await mailOf(address)).filter((mail) => subject.test(mail.subject));
  await expect.poll(async () => (await fitting()).length, { timeout: 15_000 }).toBeGreaterThan(after);
  const [newest] = await fitting();
  if (!newest) throw new Error(`no mail to ${address}`);
  return newest;
}

/** How many mails with such a subject an address has got. */
export async function countOf(email: string, subject: RegExp): Promise<number> {
  return (await mailOf(email)).filter((mail) => subject.test(mail.subject)).length;
}

/** The link in a mail that leads to a path. */
export function linkIn({ text }: Mail, path: "/sign-in/confirm" | "/invite/"): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((url) => new URL(url).pathname.startsWith(path));
  if (!link) throw new Error(`no link to ${path} in: ${text}`);
  return link;
}

/** The six digits in a mail. */
export function codeIn({ text }: Mail): string {
  const code = text.match(/\b\d{3}[ -]?\d{3}\b/)?.[0].replace(/\D/g, "");
  if (!code) throw new Error(`no code in: ${text}`);
  return code;
}

export const subjects = {
  link: /sign in|sign-in/i,
  code: /code/i,
  invitation: /invited/i,
};
