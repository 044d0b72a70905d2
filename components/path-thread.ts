import { labelOf } from "@/lib/access/catalogue";
import type { Path } from "@/lib/access/path";
import type { ThreadNode } from "./thread";
import { dateWords, lastMomentOf } from "./ui/time-words";

/** How time is put into words here. */
export type When = { now: number; zone: string };

/**
 * A path of a decision as the nodes of a thread: person, group, role, resource.
 * @param who the person as they are addressed: "You" or a name
 */
export function nodesOf(path: Path, who: string, { now, zone }: When): ThreadNode[] {
  const { group, resource, holds, via } = path;
  const until = holds.to === null ? "no end date" : `until ${dateWords(lastMomentOf(holds.to), now, zone)}`;
  const given = path.grantId === null ? "as account administrator" : group ? "through the group" : "direct";
  return [
    { shape: "round", title: who, filled: true },
    ...(group ? [{ shape: "square", title: group.name, how: "group" } as const] : []),
    {
      shape: "round",
      title: path.roleName,
      how: [given, until, via && `follows from ${labelOf(via)}`].filter(Boolean).join(", "),
    },
    {
      shape: "square",
      title: resource.name,
      how: resource.kind === "workspace" ? "this workspace" : resource.kind.replace("-", " "),
    },
  ];
}

/** The same path in one line, without the person. */
export function inlineNodesOf({ group, roleName }: Path): { shape: "round" | "square"; label: string }[] {
  return [
    ...(group ? [{ shape: "square", label: group.name } as const] : []),
    { shape: "round", label: roleName },
  ];
}
