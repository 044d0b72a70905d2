import { drizzle } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Transaction } from "@/db/client";
import { cursorOf } from "@/db/keyset";
import { inContext } from "@/db/tenant";
import { foundAccount, foundWorkspace } from "@/lib/accounts/commands";
import { factsOfPeople } from "@/lib/facts/facts";
import { MembersFilter } from "@/lib/members/input";
import { membershipsFitting, pageSize } from "@/lib/members/listing";
import { writeCrowd } from "@/lib/members/testing/crowd";
import { withDatabase } from "./database";
import { type Ratio, summary } from "./measure";
import type { Figure, Scale, StageResult } from "./report";

const rounds = 9;
const passes = 7;
const sizes: Record<Scale, { members: number; far: number }> = {
  small: { members: 10_000, far: 9_000 },
  full: { members: 100_000, far: 90_000 },
};

type Workspace = { id: string; accountId: string; name: string; slug: string; timeZone: string };
type Page = (asked: Partial<MembersFilter>) => Promise<string[]>;

/** Pages of a long list of members, far down against the first, as the page asks for them: rows and their facts. */
export async function membersListStage(scale: Scale): Promise<StageResult> {
  const { members, far } = sizes[scale];
  return withDatabase(async (owner) => {
    const workspace = await founded(owner, members);
    const page: Page = (asked) => pageOf(workspace, MembersFilter.parse(asked));
    const figures: Figure[] = [];
    const load: StageResult["load"] = { members, far, rounds };
    for (const sort of ["name", "joined", "active"] as const) {
      const after = await cursorAt(owner, workspace, sort, far);
      const ask = [{ sort }, { sort, after }];
      agree(await page(ask[1] ?? {}), await rowsAt(owner, workspace, sort, far + 1, pageSize + 1));
      const { ratio, base } = await measured(ask.map((asked) => () => page(asked)));
      load[`first page by ${sort}, ms`] = Number(base.toFixed(1));
      figures.push({
        what: `members list by ${sort}: row ${far.toLocaleString("en")} of ${members.toLocaleString("en")}`,
        against: "its first page",
        ratio,
        bound: "at most",
        must: 1.2,
        stretch: 1,
      });
    }
    for (const q of ["person98765", "jansen", "zzz"]) {
      const { base } = await measured([() => page({ q })]);
      load[`search for ${q}, ms`] = Number(base.toFixed(1));
    }
    return { stage: "members", load, versions: {}, figures };
  });
}

async function founded(owner: postgres.Sql, members: number): Promise<Workspace> {
  const workspace = await drizzle(owner).transaction(async (tx) => {
    const accountId = await foundAccount(tx, "Crowd");
    const { id, roles } = await foundWorkspace(tx, { accountId, slug: "crowd", name: "Crowd" });
    const { viewer = "", editor = "" } = roles;
    await writeCrowd(tx, id, [viewer, editor], members);
    return { id, accountId, name: "Crowd", slug: "crowd", timeZone: "UTC" };
  });
  await owner`vacuum analyze memberships, users, active_periods, grants`;
  await owner`select set_config('remit.workspace', ${workspace.id}, false)`;
  return workspace;
}

function pageOf(workspace: Workspace, filter: MembersFilter): Promise<string[]> {
  return inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx: Transaction) => {
    const rows = await membershipsFitting({ tx, workspace }, filter);
    const people = rows.map(({ userId }) => userId);
    await factsOfPeople(tx, workspace, people);
    return rows.map(({ membershipId }) => membershipId);
  });
}

const orders = {
  name: `lower(u.name) || e'\\n' || u.email collate "C", m.id`,
  joined: "m.joined_at desc, m.id desc",
  active: "m.last_active_at desc nulls last, m.id desc",
} as const;

/** Ids in an order that is written without what the list goes by, counted from 1. */
async function rowsAt(
  owner: postgres.Sql,
  { id }: Workspace,
  sort: keyof typeof orders,
  from: number,
  count: number,
): Promise<string[]> {
  const rows = await owner.unsafe<{ id: string }[]>(`
    select m.id from memberships m join users u on u.id = m.user_id
    where m.workspace_id = '${id}' and m.ended_at is null and exists (
      select 1 from active_periods p where p.workspace_id = m.workspace_id and p.membership_id = m.id and p.valid_to is null)
    order by ${orders[sort]} offset ${from - 1} limit ${count}`);
  return rows.map((row) => row.id);
}

/** The cursor behind a row, by what the list sorts by. */
async function cursorAt(
  owner: postgres.Sql,
  workspace: Workspace,
  sort: keyof typeof orders,
  row: number,
): Promise<string> {
  const [id = ""] = await rowsAt(owner, workspace, sort, row, 1);
  const instant = (column: string) =>
    `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const key = {
    name: "listed_as",
    joined: instant("joined_at"),
    active: `coalesce(${instant("last_active_at")}, '-infinity')`,
  }[sort];
  const [found] = await owner.unsafe<{ key: string }[]>(
    `select ${key} as key from memberships where id = '${id}'`,
  );
  return cursorOf([found?.key ?? "", id]);
}

function agree(page: string[], expected: string[]): void {
  if (page.length !== expected.length || page.some((id, i) => id !== expected[i]))
    throw new Error("The page far down does not hold the members that are there");
}

/** Milliseconds of the first, and the second's time divided by it; the best of a few passes in each round. */
async function measured(asks: readonly (() => Promise<unknown>)[]): Promise<{ base: number; ratio: Ratio }> {
  const times = asks.map(() => [] as number[]);
  for (let round = -2; round < rounds; round++)
    for (let turn = 0; turn < asks.length; turn++) {
      const which = (round + 2 + turn) % asks.length;
      const time = await bestOf(asks[which]!);
      if (round >= 0) times[which]!.push(time);
    }
  const [first = [], second = first] = times;
  return {
    base: summary(first).median,
    ratio: summary(second.map((time, round) => time / first[round]!)),
  };
}

async function bestOf(ask: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    const start = performance.now();
    await ask();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
