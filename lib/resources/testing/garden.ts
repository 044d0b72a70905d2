import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { closeDatabase } from "@/db/client";
import { inContext } from "@/db/tenant";
import { testDatabase } from "@/db/testing/test-database";
import { closeRole } from "@/lib/access/role";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { giveGrant, type NewGrant } from "@/lib/grants/commands";
import { writeRole } from "@/lib/roles/seeded";

/** People of the garden: Ada is its Admin, Pia Power User, Vic Viewer; the others hold what a test gives them. */
const people = { Ada: "admin", Pia: "power-user", Vic: "viewer", Cem: null, Dea: null, Eli: null };
export type Name = keyof typeof people;

/** Spring and Autumn are campaigns; Roses and Tulips lie in Spring, Kale in Autumn; Prune and Water in Roses. */
const places = {
  Spring: null,
  Autumn: null,
  Roses: "Spring",
  Tulips: "Spring",
  Kale: "Autumn",
  Prune: "Roses",
  Water: "Roses",
} as const;
export type Place = keyof typeof places;

export type Garden = {
  slug: string;
  owner: Sql;
  here: TestCompany;
  tokens: Record<Name | "Zoe", string>;
  ids: Record<Place, string>;
  /** Asks or does something as one of them; `workspace` is added. */
  ask<V>(
    name: Name | "Zoe",
    question: (input: never) => Promise<V>,
    input?: Record<string, unknown>,
  ): Promise<V>;
  give(to: Name, role: string, on: Place, more?: Partial<NewGrant>): Promise<string>;
  /** A custom role, by the name it can be given under. */
  role(name: string, fine: Parameters<typeof closeRole>[0]["fine"]): Promise<void>;
  stored(place: Place): Promise<{ path: string[]; parent: string; archived: boolean; completed: boolean }>;
  events(): Promise<{ action: string; outcome: string; before: unknown; after: unknown }[]>;
  /** Puts the tree and what people hold back to what they were; events begin anew. */
  replant(): Promise<void>;
  close(): Promise<void>;
};

/** A workspace with a small tree, and another one (Zoe is its Admin) that must not see it. */
export async function openGarden(): Promise<Garden> {
  const database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  const slug = "garden";
  const here = await foundCompany(database.ownerUrl, slug, people);
  const there = await foundCompany(database.ownerUrl, "elsewhere", { Zoe: "admin" });
  const context = { workspace: here.workspaceId };
  const owner = postgres(database.ownerUrl, {
    max: 3,
    connection: { "remit.workspace": here.workspaceId },
    onnotice: () => {},
  });
  const tokens = {} as Garden["tokens"];
  for (const [name, { userId }] of Object.entries({ ...here.people, ...there.people }))
    tokens[name as Name] = await signedIn(userId);
  const ids = {} as Garden["ids"];
  let since = 0;
  const replant = async () => {
    await owner`delete from former_placements`;
    await owner`delete from grants where source = 'direct'`;
    await owner`delete from resources where kind <> 'workspace'`;
    for (const name of Object.keys(places)) ids[name as Place] = uuidv7();
    await plant(owner, here.workspaceId, ids);
    since = (await owner`select 1 from audit_events`).length;
  };
  await replant();
  return {
    slug,
    owner,
    here,
    tokens,
    ids,
    ask: (name, question, input = {}) =>
      as(tokens[name], () => (question as (input: object) => Promise<never>)({ workspace: slug, ...input })),
    give: (to, role, on, more = {}) =>
      inContext(context, (tx) =>
        giveGrant(tx, here.workspaceId, {
          principal: { membershipId: here.people[to]?.membershipId ?? "" },
          roleId: here.roles[role] ?? "",
          resourceId: ids[on],
          source: "direct",
          grantedBy: null,
          ...more,
        }),
      ),
    role: async (name, fine = []) => {
      if (here.roles[name]) return;
      here.roles[name] = await inContext(context, (tx) =>
        writeRole(tx, here.workspaceId, {
          key: null,
          kind: "custom",
          name,
          description: "",
          contents: closeRole({ fine }),
          authorId: null,
        }),
      );
    },
    stored: async (place) => {
      const [row] = await owner<Awaited<ReturnType<Garden["stored"]>>[]>`
        select path::text[], parent_id as parent, archived_at is not null as archived,
          completed_at is not null as completed from resources where id = ${ids[place]}`;
      if (!row) throw new Error(`no ${place}`);
      return row;
    },
    events: async () => [
      ...(await owner<Awaited<ReturnType<Garden["events"]>>>`
        select action, outcome, before, after from audit_events order by at, seq offset ${since}`),
    ],
    replant,
    close: async () => {
      await closeDatabase();
      await owner.end();
      await database.drop();
    },
  };
}

async function plant(owner: Sql, workspaceId: string, ids: Garden["ids"]): Promise<void> {
  const paths: Record<string, string[]> = {};
  for (const [name, above] of Object.entries(places)) {
    const id = ids[name as Place];
    const path = [...(above ? (paths[above] ?? []) : [workspaceId]), id];
    paths[name] = path;
    const kind = ["campaign", "project", "action"][path.length - 2] ?? "";
    await owner`insert into resources (workspace_id, id, kind, name, parent_id, path, created_at)
      values (${workspaceId}, ${id}, ${kind}, ${name}, ${path.at(-2) ?? ""}, ${path}, now() - interval '30 days')`;
  }
}
