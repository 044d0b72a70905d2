import type { PermissionId } from "@/lib/access/catalogue";
import { ExplainQuestion } from "@/lib/explain/input";

/** The question as it stands in the address: `person` and `on` are ids, `at` is a minute in the workspace's zone. */
export type Asked = { person?: string; permission: PermissionId; on?: string; at?: string };

type Search = Record<string, string | string[] | undefined>;

/** The question in an address; what is missing or malformed there is left out. */
export function askedIn(search: Search): Asked {
  const one = (name: string) => (typeof search[name] === "string" ? search[name] : undefined);
  const { person: someone, permission, resourceId, at } = ExplainQuestion.shape;
  const person = someone.safeParse(one("person")).data;
  const on = resourceId.safeParse(one("on")).data;
  const moment = at.safeParse(one("at")).data;
  return {
    permission: permission.safeParse(one("permission")).data ?? "segment:edit",
    ...(person && { person }),
    ...(on && { on }),
    ...(moment && { at: moment }),
  };
}

/** The address of the page with a question; nothing given means oneself, the workspace, now. */
export function explainAddress(workspace: string, asked: Partial<Asked>): string {
  const given = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const params = new URLSearchParams(given);
  return `/w/${workspace}/explain${params.size > 0 ? `?${params}` : ""}`;
}
