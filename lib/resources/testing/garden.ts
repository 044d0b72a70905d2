import { sql } from "drizzle-orm";
import type { Sql } from "postgres";
import type { PermissionId } from "@/lib/access/catalogue";
import type { RoleDraft } from "@/lib/access/system-roles";
import { as } from "@/lib/doorway/testing/as";
import { openWorkspace, type Peopled } from "@/lib/doorway/testing/open-workspace";
import type { Resource } from "@/scripts/builders/workspace";

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
  here: Peopled<Name>;
  tokens: Record<Name | "Zoe", string>;
  ids: Record<Place, string>;
  /** Asks or does something as one of them; `workspace` is added. */
  ask<V>(
    name: Name | "Zoe",
    question: (input: never) => Promise<V>,
    input?: Record<string, unknown>,
  ): Promise<V>;
  give(to: Name, role: string, on: Place, more?: Given): Promise<string>;
  /** A custom role, by the name it can be given under. */
  role(name: string, fine: RoleDraft["fine"]): Promise<void>;
  stored(place: Place): Promise<{ path: string[]; parent: string; archived: boolean; completed: boolean }>;
  events(): Promise<{ action: string; outcome: string; before: unknown; after: unknown }[]>;
  /** Puts the tree and what people hold back to what they were; events begin anew. */
  reset(): Promise<void>;
  close(): Promise<void>;
};
type Given = { plus?: PermissionId[]; minus?: PermissionId[]; until?: string; endsWithId?: string };

/** A workspace with a small tree, and another one (Zoe is its Admin) that must not see it. */
export async function openGarden(): Promise<Garden> {
  const slug = "garden";
  const here = await openWorkspace(slug, people);
  const there = await here.another("elsewhere", { Zoe: "admin" });
  const tokens = { ...here.tokens, ...there.tokens };
  const { owner } = here;
  const ids = {} as Garden["ids"];
  let since = 0;
  const reset = async () => {
    await owner`delete from former_placements`;
    await owner`delete from grants where source = 'direct'`;
    await owner`delete from resources where kind <> 'workspace'`;
    await here.build(async (builder) => {
      const created = { createdAt: sql`now() - interval '30 days'` };
      const written: Partial<Record<Place, Resource>> = {};
      for (const [name, above] of Object.entries(places) as [Place, Place | null][]) {
        const under = above ? written[above] : undefined;
        const kind = (["campaign", "project", "action"] as const)[(under?.path.length ?? 1) - 1] ?? "action";
        written[name] = await builder.resource(kind, name, under, created);
        ids[name] = written[name].id;
      }
    });
    since = (await owner`select 1 from audit_events`).length;
  };
  await reset();
  return {
    slug,
    owner,
    here,
    tokens,
    ids,
    ask: (name, question, input = {}) =>
      as(tokens[name], () => (question as (input: object) => Promise<never>)({ workspace: slug, ...input })),
    give: (to, role, on, { until, ...adjusted } = {}) =>
      here.build((builder) =>
        builder.grant(here.people[to], role, ids[on], { ...adjusted, validTo: until ?? null }),
      ),
    role: async (name, fine = []) => {
      if (!here.roles[name]) await here.build((builder) => builder.role(name, { fine }));
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
    reset,
    close: here.close,
  };
}
