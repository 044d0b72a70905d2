import type { Sql } from "postgres";
import type { Mail } from "@/emails/payloads";
import type { RoleDraft } from "@/lib/access/system-roles";
import type { Outcome } from "@/lib/doorway/outcome";
import { signedIn } from "@/lib/doorway/testing/as";
import { openWorkspace } from "@/lib/doorway/testing/open-workspace";
import type { Member as Enrolled } from "@/scripts/builders/workspace";

export type Member = Enrolled & { token: string };
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
  const here = await openWorkspace("North", { Ines: "admin" });
  const { owner, build, close } = here;
  const { product, project } = await build(async (builder) => ({
    product: (await builder.resource("data-product", "Store footfall")).id,
    project: (await builder.resource("project", "Spring")).id,
  }));
  const mailed: World["mailed"] = async (kind, email) => {
    const [row] = await owner`
      select payload from outbox where kind = ${kind} and recipient = ${email} order by created_at desc, id desc limit 1`;
    if (!row) throw new Error(`no ${kind} was mailed to ${email}`);
    return row.payload;
  };
  const signIn = async (member: Enrolled) => ({ ...member, token: await signedIn(member.userId) });
  return {
    owner,
    account: here.accountId,
    workspace: here.workspaceId,
    roles: here.roles,
    slug: here.slug,
    admin: { ...here.people.Ines, token: here.tokens.Ines },
    product,
    project,
    join: async (name, roleIds) =>
      signIn(
        await build(async (builder) => {
          const member = await builder.member(name);
          for (const roleId of roleIds) await builder.grant(member, roleId);
          return member;
        }),
      ),
    role: (name, draft) => build((builder) => builder.role(name, draft)),
    group: (name, roleId, resourceId) =>
      build(async (builder) => {
        const groupId = await builder.group(name);
        await builder.grant({ groupId }, roleId, resourceId);
        return groupId;
      }),
    mailed,
    linkOf: async (email) => (await mailed("invitation", email)).link.split("/invite/")[1] ?? "",
    stranger: async (email, name = "Stranger") =>
      signIn({ userId: await build((builder) => builder.user(name, email)), membershipId: "", email, name }),
    close,
  };
}

/** The value of an outcome that must be one. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}: ${outcome.message}`);
  return outcome.value;
}
