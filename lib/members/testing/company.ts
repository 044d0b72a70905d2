import type { Sql } from "postgres";
import type { TestDatabase } from "@/db/testing/test-database";
import { signedIn } from "@/lib/doorway/testing/as";
import { openWorkspace } from "@/lib/doorway/testing/open-workspace";

/** Ada and Ben are Admins, Vic is Viewer, Hana may manage users only, Gil is in a group, Oda owns a product alone. */
export const people = ["ada", "ben", "vic", "hana", "gil", "oda"] as const;
export type Name = (typeof people)[number];

export type Company = {
  database: TestDatabase;
  owner: Sql;
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
  const nothing = Object.fromEntries(people.map((name) => [name, null])) as Record<Name, null>;
  const here = await openWorkspace<Name>(
    "Finch",
    { ...nothing, ada: "admin", ben: "admin", vic: "viewer" },
    "UTC",
  );
  const { hana, gil, oda } = here.people;
  const built = await here.build(async (builder) => {
    const fine = ["general:manage-user", "general:invite-user"] as const;
    here.roles.hr = await builder.role("People", { fine: [...fine] });
    const groupId = await builder.group("Brand", [gil]);
    const { id: productId } = await builder.resource("data-product", "Loyalty");
    await builder.grant(hana, "hr");
    await builder.grant(oda, "owner", productId);
    await builder.grant({ groupId }, "editor");
    const [kim, stranger] = [await builder.user("kim"), await builder.user("stranger")];
    await builder.administrator(kim);
    return { groupId, productId, kim, stranger };
  });
  const { kim, stranger, ...ids } = built;
  const idsOf = (which: "userId" | "membershipId") =>
    Object.fromEntries(people.map((name) => [name, here.people[name][which]])) as Record<Name, string>;
  return {
    ...here,
    ...ids,
    users: { ...idsOf("userId"), kim, stranger },
    memberships: idsOf("membershipId"),
    tokens: { ...here.tokens, kim: await signedIn(kim), stranger: await signedIn(stranger) },
  };
}
