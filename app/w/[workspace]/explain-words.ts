import { doingOf, gateOf } from "@/components/permission-words";
import { dateTimeWords, dateWords, lastMomentOf } from "@/components/ui/time-words";
import { labelOf, type PermissionId, permissionOf } from "@/lib/access/catalogue";
import type { NearPath } from "@/lib/access/decide";
import type { Obstacle } from "@/lib/access/obstacle";
import type { Ending } from "@/lib/explain/ending";
import type { Explanation } from "@/lib/explain/queries";
import { agreeing } from "@/lib/words/counts";

const can = {
  past: { yes: "could", no: "could not" },
  now: { yes: "may", no: "may not" },
  future: { yes: "will be able to", no: "will not be able to" },
} as const;

/** "Yes, Dana Weiss may publish campaigns on Voucher AT" */
export function verdictOf({ who, permission, resource, decision, when }: Explanation): string {
  const person = who.isYou ? "you" : who.name;
  const answer = decision.allow ? `Yes, ${person} ${can[when].yes}` : `No, ${person} ${can[when].no}`;
  return `${answer} ${doingOf(permission)} on ${resource.name}`;
}

/** How many paths there are and when it ends, or the one reason why not. */
export function reasonOf(explanation: Explanation): string {
  const { decision, ending, when } = explanation;
  if (!decision.allow) return whyNot(explanation, decision.near, decision.reason);
  const count = decision.proof.length;
  const lead = when === "past" ? "led" : agreeing(count, "leads", "lead");
  const paths = `${count === 1 ? "One path" : `${count} paths`} ${lead} here.`;
  return ending ? `${paths} It ends on ${lastDay(ending.at, explanation)}.` : `${paths} No end is known.`;
}

type Explained = Pick<Explanation, "permission" | "resource" | "when" | "now" | "timeZone"> & {
  who: Pick<Explanation["who"], "isYou" | "name"> & Partial<Pick<Explanation["who"], "standing">>;
};

/** The one reason why not. */
export function whyNot(explanation: Explained, near: readonly NearPath[], reason: string): string {
  const { who, permission, when } = explanation;
  if (reason === "unknown_resource") return `${explanation.resource.name} was not there yet.`;
  const [first] = near.filter(({ obstacle }) => obstacle === reason);
  if (reason === "inactive" && who.standing === "removed" && when !== "past")
    return `${capital(personOf(who))} was removed from the workspace.`;
  if (reason === "inactive") {
    const be = when === "past" ? (who.isYou ? "were" : "was") : who.isYou ? "are" : "is";
    return `${capital(personOf(who))} ${be} not an active member${when === "past" ? " then" : ""}.`;
  }
  if (first) return `${obstacleWords(first, first.obstacle, explanation)}.`;
  const taken = near.find(({ obstacle }) => obstacle === "taken_away");
  if (taken) return `${obstacleWords(taken, "taken_away", explanation)}.`;
  const held = when === "past" ? "held" : "holds";
  return `No grant of ${who.isYou ? "yours" : who.name} ${held} ${labelOf(permission)} there.`;
}

/** What keeps a path from having effect, as a clause. */
export function obstacleWords(
  { roleName, resource, holds, via }: Pick<NearPath, "roleName" | "resource" | "holds" | "via">,
  obstacle: Obstacle,
  { permission, now, timeZone }: Pick<Explanation, "permission" | "now" | "timeZone">,
): string {
  const label = labelOf(permission);
  const { feature, scope } = permissionOf(permission);
  const has = (id: PermissionId) =>
    id === permission ? `contains ${label}` : `would give ${label} through ${labelOf(id)}`;
  switch (obstacle) {
    case "inactive":
      return `${roleName} would give it to an active member`;
    case "application_closed": {
      const hidden = feature ? permission : (via ?? permission);
      return `${roleName} ${has(hidden)}, but ${gateOf(hidden)} closed in it`;
    }
    case "workspace_only": {
      const uncounted = scope === "W" ? permission : (via ?? permission);
      return `${roleName} on ${resource.name} ${has(uncounted)}, which counts only in a grant on the workspace itself`;
    }
    case "taken_away":
      return `${roleName} contains ${label}, but this grant takes it away`;
    case "not_yet":
      return `${roleName} gives it from ${dateTimeWords(holds.from, now, timeZone)} on`;
    case "ended":
      return `${roleName} gave it until ${dateTimeWords(holds.to ?? now, now, timeZone)}`;
  }
}

/** What passes or changes when the access ends, and the fact that does it. */
export function endingWords(ending: Ending, explanation: Explanation): { what: string; fact: string } {
  const { fact, path } = ending;
  const what = `${lastDay(ending.at, explanation)} passes`;
  if (!path || fact === "membership") return { what, fact: "The membership ends" };
  if (fact === "group") return { what, fact: `The place in ${path.group?.name} ends` };
  if (fact === "role") return { what, fact: `${path.roleName} changes` };
  const whose = path.group ? `The grant of ${path.group.name}` : `The grant of ${path.roleName}`;
  return { what, fact: `${whose} on ${path.resource.name} ends` };
}

/** "you" or the name. */
export function personOf({ isYou, name }: Explained["who"]): string {
  return isYou ? "you" : name;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "now", or "on 12 Mar, 14:00" */
export function momentWords({ when, at, now, timeZone }: Explanation): string {
  return when === "now" ? "now" : `on ${dateTimeWords(at, now, timeZone)}`;
}

function lastDay(end: number, { now, timeZone }: Pick<Explanation, "now" | "timeZone">): string {
  return dateWords(lastMomentOf(end), now, timeZone);
}
