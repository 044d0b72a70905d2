import type { AuditView } from "@/lib/audit/input";

/** What an address of the audit log carries beside the filter: searches among people and things, in their filters. */
export type Asked = AuditView & { who?: string | undefined; what?: string | undefined };

/** The address with some parameters changed. The page starts anew, without an opened event, unless it says so. */
export function addressOf(base: string, asked: Asked, changes: Partial<Asked>): string {
  const { user, action, about, from, to, q } = asked;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ user, action, about, from, to, q, ...changes }))
    if (value) params.set(name, value);
  return params.size > 0 ? `${base}?${params}` : base;
}

/** Whether anything is filtered at all. */
export function isFiltered({ user, action, about, from, to, q }: AuditView): boolean {
  return Boolean(user || action || about || from || to || q);
}
