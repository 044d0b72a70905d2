import type { Sql } from "postgres";
import { openWorkspace } from "@/lib/doorway/testing/open-workspace";
import type { GrantColumns } from "@/scripts/builders/workspace";

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
  owner: Sql;
  roles: Record<string, string>;
  places: Record<Place, string>;
  groups: { crew: string; empty: string };
  members: Record<Name, string>;
  users: Record<Name, string>;
  tokens: Record<Name, string>;
  /** The grants they were set up with, by name. */
  grants: Record<"Lea" | "Eli" | "Cem" | "Max" | "Pia" | "crew", string>;
  give(grant: Given): Promise<string>;
  close(): Promise<void>;
};

type Given = {
  principal: { membershipId: string } | { groupId: string };
  resourceId: string;
  role: string;
  until?: string | null;
} & GrantColumns;

/** A small workspace with a campaign, a project in it, an action in that, and another campaign. */
export async function agency(): Promise<Agency> {
  const nothing = Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>;
  const here = await openWorkspace<Name>("Agency", { ...nothing, Ada: "admin" });
  const { people } = here;
  const built = await here.build(async (builder) => {
    await builder.role("Lead", {
      fine: ["group-access:manage", "marketing-object:edit", "collaboration:edit"],
    });
    await builder.role("Tuner", {
      fine: ["group-access:edit", "marketing-object:edit", "collaboration:edit"],
    });
    await builder.role("Looker", { fine: ["marketing-object:view", "group-access:view"] });
    await builder.role("Settings", { fine: ["general:view-members"] });
    const campaign = await builder.resource("campaign", "Spring");
    const project = await builder.resource("project", "Voucher", campaign);
    const task = await builder.resource("action", "Coupon", project);
    const other = await builder.resource("campaign", "Autumn");
    await builder.deactivate(people.Dov);
    const crew = await builder.group("Crew", [people.Gus]);
    const empty = await builder.group("Empty");
    return {
      places: { campaign: campaign.id, project: project.id, task: task.id, other: other.id },
      groups: { crew, empty },
      grants: {
        Lea: await builder.grant(people.Lea, "Lead", campaign.id),
        Eli: await builder.grant(people.Eli, "Tuner", campaign.id),
        Cem: await builder.grant(people.Cem, "Looker", campaign.id),
        Max: await builder.grant(people.Max, "admin", campaign.id),
        Pia: await builder.grant(people.Pia, "Looker", project.id),
        crew: await builder.grant({ groupId: crew }, "Looker", campaign.id),
      },
    };
  });
  const idsOf = (which: "userId" | "membershipId") =>
    Object.fromEntries(names.map((name) => [name, people[name][which]])) as Record<Name, string>;
  return {
    ...here,
    ...built,
    members: idsOf("membershipId"),
    users: idsOf("userId"),
    give: ({ principal, role, resourceId, until = null, ...columns }) =>
      here.build((builder) => builder.grant(principal, role, resourceId, { validTo: until, ...columns })),
  };
}
