import "server-only";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { z } from "zod";
import { accounts } from "@/db/schema/accounts";
import { Email } from "@/lib/fields/input";
import { giveGrant } from "@/lib/grants/commands";
import { enrol, writeUser } from "@/lib/members/enrolment";
import { foundAccount, foundWorkspace, nameAdministrator } from "./commands";

const Name = z
  .string({ error: "Give a name." })
  .trim()
  .min(1, "Give a name.")
  .max(80, "At most 80 characters.");

export const SetUp = z.strictObject({ email: Email, account: Name, workspace: Name });

/**
 * Makes the first account, workspace and administrator (who is also the workspace's Admin); works once per database.
 * @throws Error with one sentence when the input is bad or something is there already.
 */
export async function setUp(input: {
  ownerUrl: string;
  email: string;
  account: string;
  workspace: string;
}): Promise<{ slug: string }> {
  const { ownerUrl, ...given } = input;
  const parsed = SetUp.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`--${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { email, account, workspace } = parsed.data;
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return await drizzle(client).transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('remit-setup', 0))`);
      const [existing] = await tx.select({ id: accounts.id }).from(accounts).limit(1);
      if (existing)
        throw new Error("Remit is set up already: sign in, and invite others from Settings, Members.");
      const slug = slugOf(workspace);
      const userId = await writeUser(tx, email, email.split("@")[0] ?? email);
      const accountId = await foundAccount(tx, account);
      await nameAdministrator(tx, accountId, userId);
      const { id, roles } = await foundWorkspace(tx, { accountId, slug, name: workspace });
      const membershipId = await enrol(tx, id, userId);
      const roleId = roles.admin;
      if (!roleId) throw new Error("the Admin role was not seeded");
      await giveGrant(tx, id, {
        principal: { membershipId },
        roleId,
        resourceId: id,
        source: "setup",
        grantedBy: userId,
      });
      return { slug };
    });
  } finally {
    await client.end();
  }
}

/** Letters that are no letter with a mark, and how they are written without them. */
const plainLetters: Record<string, string> = {
  ß: "ss",
  ł: "l",
  ø: "o",
  æ: "ae",
  œ: "oe",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** The part of a workspace's address: lower-case Latin letters, digits and hyphens. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, (letter) => plainLetters[letter] ?? "-")
    .replaceAll(/-+/g, "-")
    .replace(/^-/, "")
    .slice(0, 50)
    .replace(/-$/, "");
  return slug || "workspace";
}
