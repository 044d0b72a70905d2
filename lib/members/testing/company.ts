import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { closeDatabase } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { closeRole } from "@/lib/access/role";
import { foundAccount, foundWorkspace, nameAdministrator } from "@/lib/accounts/commands";
import { signedIn } from "@/lib/doorway/testing/as";
import { serveFrom } from "@/lib/doorway/testing/settings";
import { giveGrant } from "@/lib/grants/commands";
import { writeRole } from "@/lib/roles/seeded";
import { enrol, joinGroup, writeUser } from "../enrolment";

/** Ada and Ben are Admins, Vic is Viewer, Hana may manage users only, Gil is in a group, Oda owns a product alone. */
export const people = ["ada", "ben", "vic", "hana", "gil", "oda"] as const;
export type Name = (typeof people)[number];

export type Company = {
  database: TestDatabase;
  owner: postgres.Sql;
  slug: string;
  workspaceId: string;
  roles: Record<string, string>;
  groupId: string;
  productId: string;
  users: Record<Name | "kim" | "stranger", string>;
  memberships: Record<Name, string>;
  tokens: Record<Name | "kim" | "stranger", string>;
  close(): Promise<void>;
};

/** A small workspace in a database of its own, everybody signed in; Kim administers the account, a stranger nothing. */
export async function company(): Promise<Company> {
  const database = await testDatabase();
  serveFrom(database);
  const founder = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const slug = "finch";
  const written = await drizzle(founder).transaction(async (tx) => {
    const accountId = await foundAccount(tx, "Finch");
    const { id, roles } = await foundWorkspace(tx, { accountId, slug, name: "Finch" });
    const users = {} as Company["users"];
    const memberships = {} as Company["memberships"];
    for (const name of [...people, "kim", "stranger"] as const) {
      users[name] = await writeUser(tx, `${name}@finch.example`, name);
      if (name !== "kim" && name !== "stranger") memberships[name] = await enrol(tx, id, users[name]);
    }
    await nameAdministrator(tx, accountId, users.kim);
    roles.hr = await writeRole(tx, id, {
      key: null,
      kind: "custom",
      name: "People",
      description: "",
      contents: closeRole({ fine: ["general:manage-user", "general:invite-user"] }),
      authorId: null,
    });
    const [groupId, productId] = [uuidv7(), uuidv7()];
    await tx.execute(sql`insert into groups (workspace_id, id, name) values (${id}, ${groupId}, 'Brand')`);
    await tx.execute(sql`
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${id}, ${productId}, 'data-product', 'Loyalty', ${id}, array[${id}::uuid, ${productId}::uuid])`);
    await joinGroup(tx, id, groupId, memberships.gil);
    const give = (to: { membershipId: string } | { groupId: string }, role: string, resourceId = id) =>
      giveGrant(tx, id, {
        principal: to,
        roleId: roles[role] as string,
        resourceId,
        source: "direct",
        grantedBy: null,
      });
    await give({ membershipId: memberships.ada }, "admin");
    await give({ membershipId: memberships.ben }, "admin");
    await give({ membershipId: memberships.vic }, "viewer");
    await give({ membershipId: memberships.hana }, "hr");
    await give({ membershipId: memberships.oda }, "owner", productId);
    await give({ groupId }, "editor");
    return { workspaceId: id, roles, users, memberships, groupId, productId };
  });
  await founder.end();
  // Row-level security binds the owner too: its later looks and pokes are in the context of this workspace.
  const connection = { "remit.workspace": written.workspaceId };
  const owner = postgres(database.ownerUrl, { max: 2, connection, onnotice: () => {} });
  const tokens = {} as Company["tokens"];
  for (const [name, id] of Object.entries(written.users)) tokens[name as Name] = await signedIn(id);
  return {
    ...written,
    database,
    owner,
    slug,
    tokens,
    async close() {
      await closeDatabase();
      await owner.end();
      await database.drop();
    },
  };
}
