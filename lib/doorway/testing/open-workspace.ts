import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { closeDatabase } from "@/db/client";
import { setContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { buildWorkspace, type Member, WorkspaceBuilder } from "@/scripts/builders/workspace";
import { signedIn } from "./as";
import { serveFrom } from "./settings";

/** A workspace and its people, all of them signed in. */
export type Peopled<Name extends string> = {
  workspaceId: string;
  accountId: string;
  slug: string;
  roles: Record<string, string>;
  people: Record<Name, Member>;
  tokens: Record<Name, string>;
  /** Writes more into the workspace. */
  build<T>(work: (builder: WorkspaceBuilder) => Promise<T>): Promise<T>;
};

export type OpenWorkspace<Name extends string> = Peopled<Name> & {
  database: TestDatabase;
  /** The owner's connection. Row-level security binds the owner too: here, to this workspace. */
  owner: Sql;
  /** Another workspace in the same database, of another account. */
  another<Other extends string>(name: string, people: Record<Other, string | null>): Promise<Peopled<Other>>;
  close(): Promise<void>;
};

/**
 * Founds a workspace in a database of its own, which this process then serves as the demo would; its slug is its name in
 * lower case. People come by name, each with the key of a role on the workspace or none.
 */
export async function openWorkspace<Name extends string>(
  name: string,
  people: Record<Name, string | null>,
  timeZone = "Europe/Vienna",
): Promise<OpenWorkspace<Name>> {
  const database = await testDatabase();
  serveFrom(database);
  const founder = postgres(database.ownerUrl, { max: 3, onnotice: () => {} });
  const here = await peopled(founder, name, people, timeZone);
  const connection = { "remit.workspace": here.workspaceId };
  const owner = postgres(database.ownerUrl, { max: 3, connection, onnotice: () => {} });
  return {
    ...here,
    database,
    owner,
    another: (other, others) => peopled(founder, other, others),
    close: async () => {
      await closeDatabase();
      await founder.end();
      await owner.end();
      await database.drop();
    },
  };
}

async function peopled<Name extends string>(
  founder: Sql,
  name: string,
  people: Record<Name, string | null>,
  timeZone?: string,
): Promise<Peopled<Name>> {
  const db = drizzle(founder);
  const { workspace, members } = await db.transaction(async (tx) => {
    const builder = await buildWorkspace(tx, { slug: name.toLowerCase(), name, timeZone });
    return { workspace: builder.workspace, members: await builder.members(people) };
  });
  const tokens = {} as Record<Name, string>;
  for (const [who, { userId }] of Object.entries<Member>(members))
    tokens[who as Name] = await signedIn(userId);
  const { id: workspaceId, accountId, slug, roles } = workspace;
  return {
    workspaceId,
    accountId,
    slug,
    roles,
    people: members,
    tokens,
    build: (work) =>
      db.transaction(async (tx) => {
        await setContext(tx, { workspace: workspaceId, account: accountId });
        return work(new WorkspaceBuilder(tx, workspace));
      }),
  };
}
