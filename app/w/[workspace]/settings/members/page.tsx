import type { Metadata } from "next";
import { z } from "zod";
import { FilterBy } from "@/components/ui/filter-by";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/page-head";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { Tabs } from "@/components/ui/tabs";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { PendingFilter } from "@/lib/invitations/input";
import { invitationChoices, pendingInvitations } from "@/lib/invitations/queries";
import { type Matching, MembersFilter, sortings } from "@/lib/members/input";
import { type MemberRow, type MembersPage, membersOf } from "@/lib/members/queries";
import { groupChoices, type RoleChoice, roleChoices } from "@/lib/roles/choices";
import type { Locked } from "../../locked";
import { LookOnly } from "../../look-only";
import { InviteButtons } from "./invite/invite-buttons";
import { PendingInvitations } from "./invite/pending-invitations";
import { type MemberLine, MembersTable } from "./members-table";

export const metadata: Metadata = { title: "Members" };

const { q, roleId, groupId, after } = MembersFilter.shape;
const address = addressBy(
  z.strictObject({
    tab: z.enum(["members", "pending", "deactivated"]).default("members"),
    q,
    role: roleId,
    group: groupId,
    new: z.literal("1").optional(),
    sort: z.enum([...sortings, "sent", "email"]).optional(),
    after,
  }),
);
type Address = ReturnType<typeof address.in>;

export default async function MembersPageView({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const asked = address.in(search);
  const base = `/w/${workspace}/settings/members`;
  const hrefOf = (changes: Partial<Address>) => address.href(base, asked, changes);
  const tab = asked.tab === "deactivated" ? asked.tab : "members";
  const matching: Matching = {
    tab,
    q: asked.q,
    isNew: asked.new === "1",
    ...(asked.role && { roleId: asked.role }),
    ...(asked.group && { groupId: asked.group }),
  };
  const sort = MembersFilter.shape.sort.safeParse(asked.sort).data ?? "name";
  const sentSort = PendingFilter.shape.sort.safeParse(asked.sort).data ?? "sent";
  const [page, roles, groups, pending] = await Promise.all([
    valueOrPage(membersOf({ workspace, ...matching, sort, after: asked.after })),
    valueOrPage(roleChoices({ workspace })),
    valueOrPage(groupChoices({ workspace })),
    asked.tab === "pending"
      ? valueOrPage(pendingInvitations({ workspace, q: asked.q, after: asked.after, sort: sentSort }))
      : null,
  ]);
  const next = pending ? pending.next : page.next;
  const pages = {
    previous: asked.after ? hrefOf({}) : undefined,
    next: next ? hrefOf({ after: next }) : undefined,
  };
  const filtered = Boolean(asked.q || asked.role || asked.group || asked.new);
  return (
    <div className="members">
      <PageHead
        title="Members"
        lead="Everyone who can sign in to this workspace, and what their roles add up to."
        actions={
          <>
            <LookOnly {...closedHere(page.may)} />
            {page.may.invite && (
              <InviteButtons
                workspace={workspace}
                choices={await valueOrPage(invitationChoices({ workspace }))}
              />
            )}
          </>
        }
      />
      <Tabs label="Members by status" tabs={tabsOf(base, asked.tab, page.counts)} />
      <div className="bar">
        <SearchField label="Search members" placeholder="Search name, e-mail or group" resets={["after"]} />
        {pending ? (
          <SortChip
            orders={{ sent: "Last sent", email: "E-mail" }}
            order={sentSort}
            hrefOf={(order) => hrefOf({ sort: order })}
          />
        ) : (
          <>
            <Filters {...{ asked, base, hrefOf, roles, groups }} />
            <SortChip
              orders={{ name: "Name", joined: "Joined", active: "Last active" }}
              order={sort}
              hrefOf={(order) => hrefOf({ sort: order })}
            />
          </>
        )}
      </div>
      {pending ? (
        <PendingInvitations
          workspace={workspace}
          page={pending}
          now={page.now}
          timeZone={page.timeZone}
          mayInvite={page.may.invite}
          pages={pages}
        />
      ) : (
        <MembersTable
          key={JSON.stringify(matching)}
          {...{ workspace, tab, filtered, roles, groups, pages }}
          filter={matching}
          lines={page.rows.map(lineOf)}
          administrators={tab === "members" && !filtered ? page.administrators.map(administratorLine) : []}
          mayManage={page.may.manage}
          you={page.you}
          now={page.now}
          timeZone={page.timeZone}
        />
      )}
    </div>
  );
}

/** What the person may not do on this page. */
function closedHere(may: { invite: boolean; manage: boolean }) {
  const locked: Locked[] = [
    ...(may.manage ? [] : [{ permission: "general:manage-user", label: "Change members" } as const]),
    ...(may.invite ? [] : [{ permission: "general:invite-user", label: "Invite people" } as const]),
  ];
  return {
    locked,
    about: may.manage ? "invite people" : may.invite ? "change members" : "change members or invite people",
    children: may.manage
      ? "You do not invite people."
      : may.invite
        ? "You invite people, and do not change members."
        : "You may look here, and change nothing.",
  };
}

function tabsOf(base: string, current: Address["tab"], counts: MembersPage["counts"]) {
  const tabs = { members: "Members", pending: "Pending invitations", deactivated: "Deactivated" } as const;
  return (Object.keys(tabs) as Address["tab"][]).map((tab) => ({
    href: tab === "members" ? base : `${base}?tab=${tab}`,
    label: tabs[tab],
    count: counts[tab],
    current: tab === current,
  }));
}

function Filters({
  asked,
  base,
  hrefOf,
  roles,
  groups,
}: {
  asked: Address;
  base: string;
  hrefOf: (changes: Partial<Address>) => string;
  roles: readonly RoleChoice[];
  groups: readonly { id: string; name: string }[];
}) {
  return (
    <>
      <FilterBy
        label="Role"
        options={namesOf(roles)}
        value={asked.role}
        hrefOf={(role) => hrefOf({ role })}
      />
      <FilterBy
        label="Group"
        options={namesOf(groups)}
        value={asked.group}
        hrefOf={(group) => hrefOf({ group })}
      />
      {groups.some(({ id }) => id === asked.group) && (
        <Link className="link" href={`${base.replace(/members$/, "groups")}/${asked.group}`}>
          Open the group
        </Link>
      )}
      <FilterBy
        label="Joined"
        options={[{ id: "1", name: "New (30 days)" }]}
        value={asked.new}
        hrefOf={(isNew) => hrefOf({ new: isNew })}
      />
    </>
  );
}

const namesOf = (list: readonly { id: string; name: string }[]) => list.map(({ id, name }) => ({ id, name }));

/** A member as the list gets them: what is not said there is left out. */
function lineOf({ membershipId, name, email, active, isYou, isNew, ...row }: MemberRow): MemberLine {
  const [group] = row.groups;
  return {
    id: membershipId,
    name,
    email,
    roles: row.roles.map((role) => [role.name, role.roleId] as const),
    joined: row.joinedAt,
    ...(isYou && { isYou }),
    ...(!active && { inactive: true }),
    ...(row.roles[0] && { profile: row.roles[0].profile }),
    ...(row.governance.length > 0 && {
      governance: row.governance.map(({ role, products }) => `${role} of ${products}`).join(", "),
    }),
    ...(group && { groups: [group.id, ...row.groups.map((one) => one.name)] as const }),
    ...(isNew && { firstHere: row.firstActiveAt }),
    ...(row.lastActiveAt && { lastActive: row.lastActiveAt }),
  };
}

function administratorLine({ name, email }: MembersPage["administrators"][number]): MemberLine {
  return { id: email, name, email, administrator: true, roles: [] };
}
