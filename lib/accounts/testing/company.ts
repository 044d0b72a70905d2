import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { buildWorkspace, type Member } from "@/scripts/builders/workspace";

export type TestCompany = {
  workspaceId: string;
  roles: Record<string, string>;
  people: Record<string, Member>;
};

/** Founds a workspace of an account of its own; people by name, each with the key of a role on the workspace or none. */
export async function foundCompany(
  ownerUrl: string,
  slug: string,
  people: Record<string, string | null>,
): Promise<TestCompany> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return await drizzle(client).transaction(async (tx) => {
      const builder = await buildWorkspace(tx, { slug });
      const { id: workspaceId, roles } = builder.workspace;
      return { workspaceId, roles, people: await builder.members(people) };
    });
  } finally {
    await client.end();
  }
}
