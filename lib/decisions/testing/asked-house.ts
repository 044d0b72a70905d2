import { type House, openHouse } from "@/lib/doorway/testing/house";
import { writeKey } from "@/lib/keys/testing/written-key";
import type { Member } from "@/scripts/builders/workspace";
import { ask, type Endpoint } from "./asking";

/**
 * The world in which the examples of the standard are asked: alice is Vic, a Viewer; `can_read` is `view`, `can_edit` and
 * `write` are `edit`; documents, accounts and records are campaigns, or segments of the whole workspace.
 */
export type AskedHouse = {
  house: House;
  secret: string;
  /** Vic may view all three, and edit the first and the third. */
  campaigns: [string, string, string];
  campaign(number: 0 | 1 | 2): { type: string; id: string };
  post(endpoint: Endpoint, body: unknown, headers?: Record<string, string>): ReturnType<typeof ask>;
};

export async function openAskedHouse(): Promise<AskedHouse> {
  const house = await openHouse();
  const { workspaceId, people } = house.here;
  const { secret } = await writeKey(house.owner, { workspaceId, createdBy: people.Ada?.userId ?? "" });
  const campaigns = await house.here.build(async (builder) => {
    const written: string[] = [];
    for (const name of ["boxcarring", "subject-search", "resource-search"])
      written.push((await builder.resource("campaign", name)).id);
    for (const id of [written[0], written[2]]) await builder.grant(people.Vic as Member, "contributor", id);
    return written as AskedHouse["campaigns"];
  });
  return {
    house,
    secret,
    campaigns,
    campaign: (number) => ({ type: "campaign", id: campaigns[number] }),
    post: (endpoint, body, headers = {}) => ask(endpoint, secret, body, headers),
  };
}

export const vic = { type: "user", id: "vic@here.example" };
export const view = { name: "view" };
export const edit = { name: "edit" };
export const segments = { type: "segment", id: "*" };

export const decisionsIn = (body: Record<string, unknown>) =>
  (body.evaluations as { decision: boolean }[]).map(({ decision }) => decision);
export const idsIn = (body: Record<string, unknown>) =>
  (body.results as { id: string }[]).map(({ id }) => id);
