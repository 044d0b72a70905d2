import { type House, openHouse } from "@/lib/doorway/testing/house";
import { writeKey } from "@/lib/keys/testing/written-key";
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
  const { workspaceId, people, roles } = house.here;
  const { secret } = await writeKey(house.owner, { workspaceId, createdBy: people.Ada?.userId ?? "" });
  const place = async (name: string) => {
    const id = crypto.randomUUID();
    await house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${workspaceId}, ${id}, 'campaign', ${name}, ${workspaceId}, ${[workspaceId, id]})`;
    return id;
  };
  const campaigns: AskedHouse["campaigns"] = [
    await place("boxcarring"),
    await place("subject-search"),
    await place("resource-search"),
  ];
  for (const id of [campaigns[0], campaigns[2]])
    await house.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      values (${workspaceId}, ${crypto.randomUUID()}, ${people.Vic?.membershipId ?? ""}, ${roles.contributor ?? ""}, ${id}, 'direct')`;
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
