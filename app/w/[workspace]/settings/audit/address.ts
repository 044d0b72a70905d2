import type { AuditView } from "@/lib/audit/input";

/** What an address of the audit log carries beside the filter: a search among people, in the filter of users. */
export type Asked = AuditView & { who?: string | undefined };

/** The address with some parameters changed. The page starts anew, without an opened event, unless it says so. */
export function addressOf(base: string, asked: Asked, changes: Partial<Asked>): string {
  const { user, action, from, to, q } = asked;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ user, action, from, to, q, ...changes }))
    if (value) params.set(name, value);
  return params.size > 0 ? `${base}?${params}` : base;
}

/** Whether anything is filtered at all. */
export function isFiltered({ user, action, from, to, q }: AuditView): boolean {
  return Boolean(user || action || from || to || q);
}
