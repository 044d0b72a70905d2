import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { closeDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { closeRole } from "@/lib/access/role";
import { foundAccount, foundWorkspace } from "@/lib/accounts/commands";
import { signedIn } from "@/lib/doorway/testing/as";
import { serveFrom } from "@/lib/doorway/testing/settings";
import { giveGrant, type NewGrant } from "@/lib/grants/commands";
import { enrol, joinGroup, writeUser } from "@/lib/members/enrolment";
import { writeRole } from "@/lib/roles/seeded";

/**
 * Ada is Admin. Lea leads the team of the campaign (manages teams and works on objects, without budget), Eli may change
 * ends and rights there. Cem and the group Crew look at the campaign, Gus is in Crew. Max is Admin
 * of the campaign. Pia is Viewer on the project alone. Nia and Oli hold nothing, Dov is deactivated.
 */
export const names = ["Ada", "Lea", "Eli", "Cem", "Gus", "Max", "Pia", "Nia", "Oli", "Dov"] as const;
export type Name = (typeof names)[number];
type Place = "campaign" | "project" | "task" | "other";

export type Agency = {
  slug: string;
  workspaceId: string;
  owner: postgres.Sql;
  roles: Record<string, string>;
  places: Record<Place, string>;
  groups: { crew: string; empty: string };
  members: Record<Name, string>;
  users: Record<Name, string>;
  tokens: Record<Name, string>;
  /** The grants they were set up with, by name. */
  grants: Record<"Lea" | "Eli" | "Cem" | "Max" | "Pia" | "crew", string>;
  give(
    grant: Pick<NewGrant, "principal" | "resourceId"> & Partial<NewGrant> & { role: string },
  ): Promise<string>;
  close(): Promise<void>;
};

/** A small workspace with a campaign, a project in it, an action in that, and another campaign. */
export async function agency(): Promise<Agency> {
  const database = await testDatabase();
  serveFrom(database);
  const founder = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const written = await drizzle(founder).transaction(async (tx) => {
    const { id, roles } = await foundWorkspace(tx, {
      accountId: await foundAccount(tx, "Agency"),
      slug: "agency",
      name: "Agency",
      timeZone: "Europe/Vienna",
    });
    const role = async (key: string, fine: Parameters<typeof closeRole>[0]["fine"]) => {
      roles[key] = await writeRole(tx, id, {
        key: null,
        kind: "custom",
        name: key,
        description: "",
        contents: closeRole({ fine }),
        authorId: null,
      });
    };
    await role("Lead", ["group-access:manage", "marketing-object:edit", "collaboration:edit"]);
    await role("Tuner", ["group-access:edit", "marketing-object:edit", "collaboration:edit"]);
    await role("Looker", ["marketing-object:view", "group-access:view"]);
    await role("Settings", ["general:view-members"]);
    const place = async (kind: string, name: string, path: string[]) => {
      const own = uuidv7();
      await tx.execute(sql`
        insert into resources (workspace_id, id, kind, name, parent_id, path) values (${id}, ${own}, ${kind}, ${name},
          ${path.at(-1)}, ${`{${[...path, own].join(",")}}`}::uuid[])`);
      return own;
    };
    const campaign = await place("campaign", "Spring", [id]);
    const project = await place("project", "Voucher", [id, campaign]);
    const places = {
      campaign,
      project,
      task: await place("action", "Coupon", [id, campaign, project]),
      other: await place("campaign", "Autumn", [id]),
    };
    const users = {} as Agency["users"];
    const members = {} as Agency["members"];
    for (const name of names) {
      users[name] = await writeUser(tx, `${name.toLowerCase()}@agency.example`, name);
      members[name] = await enrol(tx, id, users[name]);
    }
    await tx.execute(sql`
      update active_periods set valid_to = clock_timestamp() where workspace_id = ${id} and membership_id = ${members.Dov}`);
    const groups = { crew: uuidv7(), empty: uuidv7() };
    await tx.execute(sql`
      insert into groups (workspace_id, id, name) values (${id}, ${groups.crew}, 'Crew'), (${id}, ${groups.empty}, 'Empty')`);
    await joinGroup(tx, id, groups.crew, members.Gus);
    const give = (principal: NewGrant["principal"], key: string, resourceId: string) =>
      giveGrant(tx, id, {
        principal,
        roleId: roles[key] ?? "",
        resourceId,
        source: "direct",
        grantedBy: null,
      });
    await give({ membershipId: members.Ada }, "admin", id);
    const grants = {
      Lea: await give({ membershipId: members.Lea }, "Lead", campaign),
      Eli: await give({ membershipId: members.Eli }, "Tuner", campaign),
      Cem: await give({ membershipId: members.Cem }, "Looker", campaign),
      Max: await give({ membershipId: members.Max }, "admin", campaign),
      Pia: await give({ membershipId: members.Pia }, "Looker", project),
      crew: await give({ groupId: groups.crew }, "Looker", campaign),
    };
    return { workspaceId: id, roles, places, groups, users, members, grants };
  });
  const { workspaceId, roles } = written;
  // Row-level security binds the owner too: its later looks and pokes are in the context of this workspace.
  const connection = { "remit.workspace": workspaceId };
  const owner = postgres(database.ownerUrl, { max: 2, connection, onnotice: () => {} });
  const tokens = {} as Agency["tokens"];
  for (const [name, id] of Object.entries(written.users)) tokens[name as Name] = await signedIn(id);
  return {
    ...written,
    slug: "agency",
    owner,
    tokens,
    give: ({ role, ...grant }) =>
      drizzle(owner).transaction((tx) =>
        giveGrant(tx, workspaceId, {
          roleId: roles[role] ?? "",
          source: "direct",
          grantedBy: null,
          ...grant,
        }),
      ),
    close: async () => {
      await closeDatabase();
      await founder.end();
      await owner.end();
      await database.drop();
    },
  };
}
