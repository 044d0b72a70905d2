import type { DirectGrant } from "./direct";
import type { TermsInLog } from "./events";
import { differenceWords, roleWords } from "./words";
import type { Terms } from "./writing";

/** A grant as the audit log keeps it before a change. */
export function grantTold(grant: DirectGrant): TermsInLog {
  const { until, endsWith, reviewOn } = grant;
  return terms(grant.role.name, grant.differences, { until, with: endsWith }, reviewOn);
}

/** The terms of a grant as the audit log keeps them after a change. */
export function termsTold({ offer, end, reviewOn }: Terms): TermsInLog {
  return terms(offer.role.name, differenceWords(offer.contents, offer), end, reviewOn);
}

function terms(role: string, differences: string[], end: Terms["end"], reviewOn: string | null): TermsInLog {
  return {
    roles: [role],
    ...(differences.length > 0 ? { rights: differences } : {}),
    ...(end.until === null ? {} : { endsAt: end.until }),
    ...(end.with === null ? {} : { endsWith: end.with.name }),
    ...(reviewOn === null ? {} : { reviewOn }),
  };
}

/** A grant as a mail names it: "Contributor (Budget and costs: Edit)". */
export function grantInWords({ role, differences }: DirectGrant): string {
  return roleWords(role.name, differences);
}

export function termsInWords({ offer }: Terms): string {
  return roleWords(offer.role.name, differenceWords(offer.contents, offer));
}

export function endIn({ end }: Terms): { endsAt: string | null; endsWith: string | null } {
  return { endsAt: end.until, endsWith: end.with?.name ?? null };
}
