import type { Mail } from "@/emails/payloads";

/** What the database knows about a row at the moment of its delivery. Times are epoch milliseconds of its clock. */
export type Circumstances = {
  createdAt: number;
  now: number;
  /** Attempts begun, this one included. */
  attempts: number;
  /** Whether an enabled user has the recipient's address. */
  recipientIsActive: boolean;
};

const minute = 60_000;
/** The provider forgets an idempotency key after 24 hours; a later attempt could be a second copy. */
const memoryOfKeys = 23 * 60 * minute;

/** Why the mail should not go out any more, or null when it should. */
export function pointless(mail: Mail, { createdAt, now, attempts, recipientIsActive }: Circumstances) {
  const age = now - createdAt;
  if (forUsersOnly(mail) && !recipientIsActive) return "no active user has this address";
  if ("minutes" in mail.payload && age >= mail.payload.minutes * minute) return "expired before it was sent";
  if (mail.kind === "invitation" && Date.parse(mail.payload.expiresAt) <= now)
    return "expired before it was sent";
  if (attempts > 1 && age >= memoryOfKeys) return "not taken by the provider for 23 hours";
  return null;
}

/**
 * Sign-in and fresh proof write the same rows for every address, so that an answer tells nobody who has an account;
 * a code that completes an invitation goes to people who are no users yet.
 */
function forUsersOnly(mail: Mail): boolean {
  return (
    mail.kind === "sign-in-link" ||
    (mail.kind === "one-time-code" && mail.payload.purpose === "confirm-identity")
  );
}
