import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { addressOf } from "../scripts/builders/address.ts";
import {
  type BuiltWorkspace,
  buildWorkspace,
  type Member,
  WorkspaceBuilder,
} from "../scripts/builders/workspace.ts";
import { asOwner } from "./database.ts";

/** A small workspace of one's own. People are named by their first names. */
export type Company = {
  slug: string;
  name: string;
  people: Record<string, Member>;
  workspace: BuiltWorkspace;
};

/** What somebody holds: the key of a role on the workspace (or "Host", a role of these workspaces), and more. */
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
    const builder = await buildWorkspace(tx, { slug, name, timeZone: "Europe/Berlin" });
    await builder.role(
      "Host",
      { levels: { segment: 1 }, fine: ["general:invite-user", "general:view-members"] },
      "Invites people, and does little else",
    );
    const product = await builder.resource("data-product", "Web sessions");
    const people: Record<string, Member> = {};
    for (const post of posts) people[post.name.split(" ")[0] ?? ""] = await fill(builder, post, product.id);
    for (const group of new Set(posts.flatMap((post) => post.group ?? []))) {
      const members = posts.filter((post) => post.group === group);
      await builder.group(
        group,
        members.flatMap((post) => people[post.name.split(" ")[0] ?? ""] ?? []),
      );
    }
    return { slug, name, people, workspace: builder.workspace };
  });
}

async function fill(builder: WorkspaceBuilder, post: Post, productId: string): Promise<Member> {
  const { name, role, days, steward, administrator } = post;
  if (administrator) {
    const email = addressOf(name, `${builder.workspace.slug}.example`);
    const userId = await builder.user(name, email);
    await builder.administrator(userId);
    return { userId, membershipId: "", email, name };
  }
  const member = await builder.member(name);
  const set = { source: "setup", grantedBy: member.userId } as const;
  const validTo = days === undefined ? null : sql`now() + make_interval(days => ${days})`;
  if (role) await builder.grant(member, role, undefined, { ...set, validTo });
  if (steward) await builder.grant(member, "steward", productId, set);
  return member;
}

/** Writes more into a company. */
export function buildIn<T>(
  { slug, workspace }: Company,
  work: (builder: WorkspaceBuilder) => Promise<T>,
): Promise<T> {
  return asOwner((tx) => work(new WorkspaceBuilder(tx, workspace)), slug);
}

/** An address that no earlier run has used. */
export function newAddress(name: string): string {
  return addressOf(`${name} ${randomBytes(3).toString("hex")}`, "guests.example");
}
