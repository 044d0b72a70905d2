import { numberWords } from "@/lib/words/counts";
import "server-only";
import { sql } from "drizzle-orm";
import { gm, m } from "@/db/aliases";
import { lasts } from "@/db/dated";
import { groupMemberships, isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { type Group, groupTarget } from "./group";
import { mostAtOnce, PastedList } from "./input";
import { linesOf, type PastedLine } from "./lines";

/** What a line of a pasted list turned out to be. */
export type LineState = "found" | "member" | "you" | "deactivated" | "unknown" | "ambiguous" | "repeated";

/** `who`: the one person it means; `candidates`: addresses of those it could mean, at most five. */
export type CheckedLine = {
  text: string;
  state: LineState;
  who: { membershipId: string; name: string; email: string } | null;
  candidates: string[];
};

/** Looks up every line of a pasted list: who can be put into the group, and why the others cannot. */
export const pastedList = query({
  name: "groups.pasted-list",
  permission: "general:manage-user",
  input: PastedList,
  characters: 400_500,
  perMinute: 120,
  run: async (scope, { groupId, text }): Promise<CheckedLine[]> => {
    const group = await groupTarget(scope, groupId);
    const lines = linesOf(text);
    if (lines.length > mostAtOnce)
      throw new Refusal("invalid", "The list is too long. Paste at most 5,000 lines at once.", {
        text: `${numberWords(lines.length)} lines are too many. At most 5,000 at once.`,
      });
    const found = await meant(scope, group, lines);
    const seen = new Set<string>();
    return lines.map((line, index) => checked(line, found.get(index) ?? [], seen));
  },
});

const mostCandidates = 5;

type Meant = {
  line: number;
  membershipId: string;
  name: string;
  email: string;
  active: boolean;
  isIn: boolean;
  isYou: boolean;
};

/** Who each line means, by its place in the list: by address if it has one, else by the whole name. */
async function meant(
  { tx, workspace, membershipId }: Scope,
  group: Group,
  lines: readonly PastedLine[],
): Promise<Map<number, Meant[]>> {
  const asked = lines.map(({ address, name }, line) => ({ line, address, name }));
  const rows = await tx.execute<Meant>(sql`
    with asked as materialized (
      select line, address, lower(name) as name
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(line int, address text, name text)
    ), people as materialized (
      select ${m.id}, ${users.name}, ${users.email}, ${isActive(m)} as active,
        row_number() over (partition by lower(${users.name}) order by lower(${users.email})) as namesake
      from ${memberships} ${m} join ${users} on ${users.id} = ${m.userId}
      where ${m.workspaceId} = ${workspace.id} and ${m.endedAt} is null
    ), meant as (
      select a.line, p.* from asked a join people p on lower(p.email) = a.address
      union all
      select a.line, p.* from asked a join people p on lower(p.name) = a.name and p.namesake <= ${mostCandidates} where a.address is null
    )
    select x.line, x.id as "membershipId", x.name, x.email,
      x.id is not distinct from ${membershipId}::uuid as "isYou", x.active,
      exists (select 1 from ${groupMemberships} ${gm} where ${gm.workspaceId} = ${workspace.id} and ${gm.membershipId} = x.id
        and ${gm.groupId} = ${group.id} and ${lasts(gm)}) as "isIn"
    from meant x order by x.line, lower(x.email)`);
  const byLine = new Map<number, Meant[]>();
  for (const row of rows) byLine.set(row.line, [...(byLine.get(row.line) ?? []), row]);
  return byLine;
}

function checked({ text }: PastedLine, people: readonly Meant[], seen: Set<string>): CheckedLine {
  const [one, ...others] = people;
  if (!one) return { text, state: "unknown", who: null, candidates: [] };
  if (others.length > 0) {
    const candidates = people.slice(0, mostCandidates).map(({ email }) => email);
    return { text, state: "ambiguous", who: null, candidates };
  }
  const { membershipId, name, email } = one;
  const state = seen.has(membershipId) ? "repeated" : stateOf(one);
  seen.add(membershipId);
  return { text, state, who: { membershipId, name, email }, candidates: [] };
}

function stateOf({ isYou, isIn, active }: Meant): LineState {
  if (isIn) return "member";
  if (isYou) return "you";
  return active ? "found" : "deactivated";
}
