import type { Sql } from "postgres";
import type { TestDatabase } from "@/db/testing/test-database";
import type { RoleDraft } from "@/lib/access/system-roles";
import { openWorkspace, type Peopled } from "@/lib/doorway/testing/open-workspace";

/**
 * Ada and Ben are Admins, Rob may manage roles and little else, Vic, Wim and Gil hold Analyst (Gil through a group, Wim
 * on a campaign alone), Kim administers the account. Zoe is Admin of another workspace.
 */
export type Office = {
  database: TestDatabase;
  owner: Sql;
  here: Peopled<string>;
  there: Peopled<string>;
  roles: Record<"analyst" | "keeper" | "foreign", string>;
  campaign: string;
  group: string;
  tokens: Record<string, string>;
  give(to: { membershipId: string } | { groupId: string }, roleId: string, more?: Given): Promise<string>;
  close(): Promise<void>;
};
type Given = { resourceId?: string; until?: string; plus?: ["data-space:export"] };

export const slug = "office";
export const analystDraft: RoleDraft = {
  applications: ["data-activation"],
  levels: { segment: 3, alert: 1 },
  fine: ["campaign:view", "general:view-members"],
};

export async function openOffice(): Promise<Office> {
  const people = { Ada: "admin", Ben: "admin", Rob: null, Vic: null, Wim: null, Gil: null, Kim: null };
  const here = await openWorkspace(slug, people);
  const there = await here.another<string>("there", { Zoe: "admin" });
  const { Rob, Vic, Wim, Gil, Kim } = here.people;
  const foreign = await there.build((builder) => builder.role("Foreign", { fine: ["campaign:view"] }));
  const built = await here.build(async (builder) => {
    const custom = (name: string, draft: RoleDraft) => builder.role(name, draft, `${name} of the office`);
    const analyst = await custom("Analyst", analystDraft);
    const keeper = await custom("Keeper", { fine: ["general:manage-role", "campaign:edit"] });
    const group = await builder.group("Brand", [Gil]);
    const { id: campaign } = await builder.resource("campaign", "Q2");
    await builder.administrator(Kim.userId);
    await builder.grant(Rob, keeper);
    await builder.grant(Vic, analyst);
    await builder.grant(Wim, analyst, campaign);
    await builder.grant({ groupId: group }, analyst);
    return { roles: { analyst, keeper, foreign }, group, campaign };
  });
  return {
    ...built,
    database: here.database,
    owner: here.owner,
    here,
    there,
    tokens: { ...here.tokens, ...there.tokens },
    give: (to, roleId, { resourceId, until, plus = [] } = {}) =>
      here.build((builder) =>
        builder.grant(to, roleId, resourceId, { plus: [...plus], validTo: until ?? null }),
      ),
    close: here.close,
  };
}
