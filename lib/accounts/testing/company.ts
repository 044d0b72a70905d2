import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { giveGrant } from "@/lib/grants/commands";
import { enrol, writeUser } from "@/lib/members/enrolment";
import { foundAccount, foundWorkspace } from "../commands";

export type TestCompany = {
  workspaceId: string;
  roles: Record<string, string>;
  people: Record<string, { userId: string; membershipId: string }>;
};

/** Founds a workspace of an account of its own; people by name, each with the key of a role on the workspace or none. */
export async function foundCompany(
  ownerUrl: string,
  slug: string,
  people: Record<string, string | null>,
  timeZone = "Europe/Vienna",
): Promise<TestCompany> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return await drizzle(client).transaction(async (tx) => {
      const accountId = await foundAccount(tx, slug);
      const { id, roles } = await foundWorkspace(tx, { accountId, slug, name: slug, timeZone });
      const company: TestCompany = { workspaceId: id, roles, people: {} };
      for (const [name, key] of Object.entries(people)) {
        const userId = await writeUser(tx, `${name.toLowerCase()}@${slug}.example`, name);
        const membershipId = await enrol(tx, id, userId);
        const roleId = key && roles[key];
        if (roleId)
          await giveGrant(tx, id, {
            principal: { membershipId },
            roleId,
            resourceId: id,
            source: "setup",
            grantedBy: userId,
          });
        company.people[name] = { userId, membershipId };
      }
      return company;
    });
  } finally {
    await client.end();
  }
}
