import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { closeRole } from "@/lib/access/role";
import { foundAccount, foundWorkspace, nameAdministrator } from "@/lib/accounts/commands";
import { giveGrant } from "@/lib/grants/commands";
import { enrol, joinGroup, writeUser } from "@/lib/members/enrolment";
import { writeRole } from "@/lib/roles/seeded";
import { asOwner } from "./database.ts";

export type Colleague = { name: string; email: string; membershipId: string };

/** A small workspace of one's own. People are named by their first names. */
export type Company = { slug: string; name: string; people: Record<string, Colleague> };

/** What somebody holds: the key of a role on the workspace (or "host", a role of these workspaces), and more. */
export type Post = {
  name: string;
  role?: string;
  /** Days from now on which the role ends. */
  days?: number;
  group?: string;
  /** Is Steward of the data product Web sessions. */
  steward?: true;
  /** Administers the account, and is no member. */
  administrator?: true;
};

/** Founds a workspace for one journey, so that journeys do not meet; its people are at addresses of their own. */
export async function foundCompany(name: string, posts: readonly Post[]): Promise<Company> {
  const slug = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${randomBytes(3).toString("hex")}`;
  return asOwner(async (tx) => {
    const accountId = await foundAccount(tx, name);
    const { id, roles } = await foundWorkspace(tx, { accountId, slug, name, timeZone: "Europe/Berlin" });
    roles.host = await writeRole(tx, id, {
      key: null,
      kind: "custom",
      name: "Host",
      description: "Invites people, and does little else",
      contents: closeRole({ levels: { segment: 1 }, fine: ["general:invite-user", "general:view-members"] }),
      authorId: null,
    });
    const productId = randomUUID();
    await tx.execute(sql`
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${id}, ${productId}, 'data-product', 'Web sessions', ${id}, array[${id}::uuid, ${productId}::uuid])`);
    const groups: Record<string, string> = {};
    for (const group of new Set(posts.flatMap((post) => post.group ?? []))) {
      const groupId = randomUUID();
      groups[group] = groupId;
      await tx.execute(sql`insert into groups (workspace_id, id, name) values (${id}, ${groupId}, ${group})`);
    }
    const people: Record<string, Colleague> = {};
    for (const post of posts) {
      const first = post.name.split(" ")[0] ?? post.name;
      const email = addressOf(post.name, slug);
      const userId = await writeUser(tx, email, post.name);
      if (post.administrator) {
        await nameAdministrator(tx, accountId, userId);
        people[first] = { name: post.name, email, membershipId: "" };
        continue;
      }
      const membershipId = await enrol(tx, id, userId);
      people[first] = { name: post.name, email, membershipId };
      const give = (role: string, resourceId: string) =>
        giveGrant(tx, id, {
          principal: { membershipId },
          roleId: roles[role] ?? "",
          resourceId,
          source: "setup",
          grantedBy: userId,
        });
      if (post.role) await give(post.role, id);
      if (post.days)
        await tx.execute(sql`
          update grants set valid_to = now() + make_interval(days => ${post.days})
          where workspace_id = ${id} and membership_id = ${membershipId}`);
      if (post.steward) await give("steward", productId);
      if (post.group) await joinGroup(tx, id, groups[post.group] ?? "", membershipId);
    }
    return { slug, name, people };
  });
}

/** "Lotte Brandt" at alder-1f → lotte.brandt@alder-1f.example */
export function addressOf(name: string, domain: string): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return `${plain.replaceAll(/[^a-z0-9]+/g, ".")}@${domain}.example`;
}

/** Makes an address or name that no earlier run has used. */
export function mark(): string {
  return randomBytes(3).toString("hex");
}
