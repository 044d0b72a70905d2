/** Leads from a message to the audit event of what it tells. */
export function auditLink(workspace: string, event: string): { label: string; href: string } {
  return { label: "See it in the audit log", href: `/w/${workspace}/settings/audit?event=${event}` };
}
