import { expect } from "vitest";
import type { Changed } from "@/lib/changes/plan";
import type { ChangePreview } from "@/lib/changes/preview";
import { as } from "@/lib/doorway/testing/as";
import type { Name } from "@/lib/members/testing/company";
import {
  addMembers,
  createGroup,
  deleteGroup,
  endGroupGrant,
  type GroupNamed,
  giveGroupRole,
  removeMembers,
} from "../commands";
import type { World } from "./world";

export type Answer = {
  ok: boolean;
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  value: Changed & GroupNamed;
};
type Who = Name | "kim" | "stranger";
type Place = { workspace: string; groupId: string };
/** What is asked of a group, by the command that would carry it out. */
type Change =
  | { kind: "add" | "remove"; membershipIds: string[] }
  | { kind: "give"; roleId: string }
  | { kind: "end"; grantId: string }
  | { kind: "delete"; grants: "end" | "keep" };
const changes = {
  add: addMembers,
  remove: removeMembers,
  give: giveGroupRole,
  end: endGroupGrant,
  delete: deleteGroup,
};

/** The preview of a change of a group. */
export function previewOf(on: Place, { kind, ...asked }: Change) {
  const { preview } = changes[kind] as typeof addMembers;
  return preview({ ...on, ...asked } as never);
}

/** What people of a world do to its groups, and what is then in the database. */
export function actsIn(w: World) {
  let made = 0;
  const by = (who: Who, work: () => Promise<unknown>) => as(w.tokens[who], work) as Promise<Answer>;
  const members = (...names: Name[]) => ({ membershipIds: names.map((name) => w.memberships[name]) });
  const role = (key: string) => ({ roleId: w.roles[key] });
  return {
    by,
    members,
    role,
    /** A group of its own, founded by Ada. */
    async group(...names: Name[]): Promise<Place> {
      made += 1;
      const { value } = await by("ada", () =>
        createGroup.execute({ workspace: w.slug, name: `Group ${made}`, description: "" }),
      );
      const on = { workspace: w.slug, groupId: value.groupId };
      if (names.length > 0)
        expect(await by("kim", () => addMembers.execute({ ...on, ...members(...names) }))).toMatchObject({
          ok: true,
        });
      return on;
    },
    give: (on: object, key: string, who: Who = "kim") =>
      by(who, () => giveGroupRole.execute({ ...on, ...role(key) })),
    /** Puts a grant of the group on the product, as its page would. */
    async onProduct({ groupId }: Place, key: string, until: string | null = null): Promise<string> {
      const [row] = await w.owner`
        insert into grants (workspace_id, id, group_id, role_id, resource_id, source, valid_to)
        values (${w.workspaceId}, gen_random_uuid(), ${groupId}, ${w.roles[key] as string}, ${w.productId}, 'direct', ${until})
        returning id`;
      return row?.id as string;
    },
    async inside({ groupId }: Place): Promise<string[]> {
      const rows = await w.owner`
        select u.name from group_memberships gm join memberships m on m.id = gm.membership_id join users u on u.id = m.user_id
        where gm.group_id = ${groupId} and (gm.valid_to is null or gm.valid_to > clock_timestamp()) order by u.name`;
      return rows.map(({ name }) => name as string);
    },
    async grantsOf({ groupId }: Place): Promise<string[]> {
      const rows = await w.owner`
        select g.id from grants g where g.group_id = ${groupId} and (g.valid_to is null or g.valid_to > clock_timestamp())`;
      return rows.map(({ id }) => id as string);
    },
    async event(id: string) {
      const [row] = await w.owner`
        select action, target_label as target, before, after from audit_events where id = ${id}`;
      return row;
    },
    async preview(who: Who, on: Place, change: Change): Promise<ChangePreview> {
      const answer = await by(who, () => previewOf(on, change));
      return answer.value as unknown as ChangePreview;
    },
  };
}
