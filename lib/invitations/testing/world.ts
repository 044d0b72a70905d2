import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { closeDatabase } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import type { Mail } from "@/emails/payloads";
import { closeRole } from "@/lib/access/role";
import type { RoleDraft } from "@/lib/access/system-roles";
import { foundAccount, foundWorkspace } from "@/lib/accounts/commands";
import type { Outcome } from "@/lib/doorway/outcome";
import { signedIn } from "@/lib/doorway/testing/as";
import { giveGrant } from "@/lib/grants/commands";
import { enrol, writeUser } from "@/lib/members/enrolment";
import { writeRole } from "@/lib/roles/seeded";

export type Member = { userId: string; membershipId: string; email: string; token: string };
export type Letter<Kind extends Mail["kind"]> = Extract<Mail, { kind: Kind }>["payload"];

/** A workspace `north` with an Admin, a product and a group, in a database of its own. */
export type World = {
  owner: Sql;
  account: string;
  workspace: string;
  slug: string;
  /** Ids of the seeded roles by key. */
  roles: Record<string, string>;
  admin: Member;
  product: string;
  project: string;
  /** Adds a member who holds these roles, by id, on the workspace. */
  join(name: string, roleIds: string[]): Promise<Member>;
  role(name: string, draft: RoleDraft): Promise<string>;
  group(name: string, roleId: string, resourceId?: string): Promise<string>;
  /** The last mail of a kind to an address. */
  mailed<Kind extends Mail["kind"]>(kind: Kind, email: string): Promise<Letter<Kind>>;
  /** The token of the last invitation mailed to an address. */
  linkOf(email: string): Promise<string>;
  /** A signed-in person who is in no workspace. */
  stranger(email: string, name?: string): Promise<Member>;
  close(): Promise<void>;
};

export async function world(): Promise<World> {
  const database: TestDatabase = await testDatabase();
  Object.assign(process.env, {
    REMIT_APP_DATABASE_URL: database.appUrl,
    REMIT_WORKER_DATABASE_URL: database.workerUrl,
    RESEND_API_KEY: "re_test",
    REMIT_FROM: "Remit <remit@remit.example>",
    REMIT_URL: "http://localhost:3000",
    REMIT_SECRET: "a-secret-for-tests-that-is-long-enough-0123456789",
  });
  const founder = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const founded = await drizzle(founder).transaction(async (tx) => {
    const account = await foundAccount(tx, "North Ltd");
    const { id, roles } = await foundWorkspace(tx, {
      accountId: account,
      slug: "north",
      name: "North",
      timeZone: "Europe/Vienna",
    });
    return { account, workspace: id, roles };
  });
  await founder.end();
  const { workspace, roles } = founded;
  // Row-level security binds the owner too: its later looks and pokes are in the context of this workspace.
  const connection = { "remit.workspace": workspace };
  const owner = postgres(database.ownerUrl, { max: 2, connection, onnotice: () => {} });
  const db = drizzle(owner);
  const inWorkspace = async <T>(
    work: (tx: Parameters<Parameters<typeof db.transaction>[0]>[0]) => Promise<T>,
  ) =>
    db.transaction(async (tx) => {
      await tx.execute(`select set_config('remit.workspace', '${workspace}', true)`);
      return work(tx);
    });
  const place = (kind: string, name: string) =>
    inWorkspace(async (tx) => {
      const id = uuidv7();
      await tx.execute(
        `insert into resources (workspace_id, id, kind, name, parent_id, path)
         values ('${workspace}', '${id}', '${kind}', '${name}', '${workspace}', array['${workspace}'::uuid, '${id}'::uuid])`,
      );
      return id;
    });
  const join = (name: string, roleIds: string[]) =>
    inWorkspace(async (tx) => {
      const email = `${name.toLowerCase()}@north.example`;
      const userId = await writeUser(tx, email, name);
      const membershipId = await enrol(tx, workspace, userId);
      for (const roleId of roleIds)
        await giveGrant(tx, workspace, {
          principal: { membershipId },
          roleId,
          resourceId: workspace,
          source: "direct",
          grantedBy: null,
        });
      return { userId, membershipId, email };
    }).then(async (member) => ({ ...member, token: await signedIn(member.userId) }));
  const mailed: World["mailed"] = async (kind, email) => {
    const [row] = await owner`
      select payload from outbox where kind = ${kind} and recipient = ${email} order by created_at desc, id desc limit 1`;
    if (!row) throw new Error(`no ${kind} was mailed to ${email}`);
    return row.payload;
  };
  const admin = await join("Ines", [roles.admin as string]);
  return {
    owner,
    ...founded,
    slug: "north",
    admin,
    product: await place("data-product", "Store footfall"),
    project: await place("project", "Spring"),
    join,
    role: (name, draft) =>
      inWorkspace((tx) =>
        writeRole(tx, workspace, {
          key: null,
          kind: "custom",
          name,
          description: "",
          contents: closeRole(draft),
          authorId: null,
        }),
      ),
    group: (name, roleId, resourceId = workspace) =>
      inWorkspace(async (tx) => {
        const id = uuidv7();
        await tx.execute(
          `insert into groups (workspace_id, id, name) values ('${workspace}', '${id}', '${name}')`,
        );
        await giveGrant(tx, workspace, {
          principal: { groupId: id },
          roleId,
          resourceId,
          source: "direct",
          grantedBy: null,
        });
        return id;
      }),
    mailed,
    linkOf: async (email) => (await mailed("invitation", email)).link.split("/invite/")[1] ?? "",
    stranger: async (email, name = "Stranger") => {
      const userId = await db.transaction((tx) => writeUser(tx, email, name));
      return { userId, membershipId: "", email, token: await signedIn(userId) };
    },
    close: async () => {
      await closeDatabase();
      await owner.end();
      await database.drop();
    },
  };
}

/** The value of an outcome that must be one. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}: ${outcome.message}`);
  return outcome.value;
}
