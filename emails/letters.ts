import { accessEnded } from "@/emails/access-ended";
import { invitation } from "@/emails/invitation";
import type { Letter } from "@/emails/letter";
import { oneTimeCode } from "@/emails/one-time-code";
import type { Mail } from "@/emails/payloads";
import { reviewDue } from "@/emails/review-due";
import { roleChanged } from "@/emails/role-changed";
import { signInLink } from "@/emails/sign-in-link";
import { teamChanged } from "@/emails/team-changed";
import { welcome } from "@/emails/welcome";

/** What the mail says. Names inside are what people typed: they come out as one line each, without invisible marks. */
export function letterOf(mail: Mail): Letter {
  switch (mail.kind) {
    case "sign-in-link":
      return signInLink(oneLine(mail.payload));
    case "one-time-code":
      return oneTimeCode(oneLine(mail.payload));
    case "invitation":
      return invitation(oneLine(mail.payload));
    case "welcome":
      return welcome(oneLine(mail.payload));
    case "role-changed":
      return roleChanged(oneLine(mail.payload));
    case "access-ended":
      return accessEnded(oneLine(mail.payload));
    case "team-changed":
      return teamChanged(oneLine(mail.payload));
    case "review-due":
      return reviewDue(oneLine(mail.payload));
  }
}

/** Control characters, line and paragraph separators, and the marks that reorder or hide text. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

function oneLine<Value>(value: Value): Value {
  if (typeof value === "string") return value.replace(unseen, " ").replace(/ {2,}/g, " ").trim() as Value;
  if (Array.isArray(value)) return value.map(oneLine) as Value;
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, oneLine(inner)])) as Value;
  }
  return value;
}
