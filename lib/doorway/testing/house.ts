import type { Sql } from "postgres";
import { openWorkspace, type Peopled } from "./open-workspace";

/** Two workspaces of two accounts with the doorway open to them, and an owner's connection in the first one's context. */
export type House = {
  slug: string;
  workerUrl: string;
  owner: Sql;
  here: Peopled<string>;
  there: Peopled<string>;
  tokens: Record<string, string>;
  groups(): Promise<string[]>;
  events(): Promise<{ action: string; outcome: string; actor: string; target: string }[]>;
  mails(): Promise<number>;
  /** Ends whatever Admin grant somebody holds. */
  demote(name: string): Promise<void>;
  close(): Promise<void>;
};

/** In `here` Ada, Ben and Dea are Admins and Vic is Viewer; Zoe is Admin of `there`. */
export async function openHouse(): Promise<House> {
  const slug = "here";
  const people = { Ada: "admin", Ben: "admin", Vic: "viewer", Dea: "admin" };
  const here = await openWorkspace<string>(slug, people);
  const there = await here.another<string>("there", { Zoe: "admin" });
  const { owner } = here;
  const tokens = { ...here.tokens, ...there.tokens };
  return {
    slug,
    workerUrl: here.database.workerUrl,
    owner,
    here,
    there,
    tokens,
    groups: async () => {
      const rows = await owner<{ name: string }[]>`
        select name from groups where workspace_id = ${here.workspaceId} order by name`;
      return rows.map(({ name }) => name);
    },
    events: async () => [
      ...(await owner<{ action: string; outcome: string; actor: string; target: string }[]>`
        select action, outcome, actor_name as actor, target_label as target from audit_events
        where workspace_id = ${here.workspaceId} order by at, seq`),
    ],
    mails: async () => (await owner`select 1 from outbox`).length,
    demote: async (name) => {
      await owner`update grants set valid_to = clock_timestamp()
        where workspace_id = ${here.workspaceId} and membership_id = ${here.people[name]?.membershipId ?? null}`;
    },
    close: here.close,
  };
}
