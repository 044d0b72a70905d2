import type { Metadata } from "next";
import { FilterChip } from "@/components/ui/filter-chip";
import { Link } from "@/components/ui/link";
import { ListKeys } from "@/components/ui/list-keys";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { Tabs } from "@/components/ui/tabs";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { invitationChoices, pendingInvitations } from "@/lib/invitations/queries";
import { membersOf } from "@/lib/members/queries";
import { type RoleChoice, roleChoices } from "@/lib/roles/choices";
import type { Locked } from "../../locked";
import { LookOnly } from "../../look-only";
import { addressOf, filterIn, pendingSortIn, type Search, type Tab } from "./address";
import { BulkBar } from "./bulk-bar";
import { BulkSelection } from "./bulk-selection";
import { InviteButtons } from "./invite/invite-buttons";
import { PendingInvitations } from "./invite/pending-invitations";
import { MemberChanges } from "./member-changes";
import { MembersTable } from "./members-table";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/members`;
  const { tab, filter } = filterIn(search);
  const { sort: _sort, after: _after, ...matching } = filter;
  const page = await valueOrPage(membersOf({ workspace, ...filter }));
  const choices = await valueOrPage(roleChoices({ workspace }));
  const pending =
    tab === "pending"
      ? await valueOrPage(
          pendingInvitations({ workspace, q: filter.q, after: filter.after, sort: pendingSortIn(search) }),
        )
      : null;
  return (
    <div className="members">
      <MemberChanges workspace={workspace} roles={choices.roles}>
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
        <Tabs label="Members by status" tabs={tabsOf(base, tab, page.counts)} />
        <div className="bar">
          <SearchField label="Search members" placeholder="Search name, e-mail or group" resets={["after"]} />
          {tab === "pending" ? (
            <SortChip
              orders={{ sent: "Last sent", email: "E-mail" }}
              order={pendingSortIn(search)}
              hrefOf={(sort) => addressOf(base, search, { sort })}
            />
          ) : (
            <Filters base={base} search={search} roles={choices.roles} groups={choices.groups} />
          )}
        </div>
        <BulkSelection key={JSON.stringify(matching)}>
          {pending ? (
            <PendingInvitations
              workspace={workspace}
              page={pending}
              now={page.now}
              timeZone={page.timeZone}
              mayInvite={page.may.invite}
            />
          ) : (
            <MembersTable base={base} page={page} filtered={isFiltered(search)} tab={tab} />
          )}
          <Pager
            {...(filter.after ? { previous: addressOf(base, search, {}) } : {})}
            {...nextOf(base, search, pending ? pending.next : page.next)}
          />
          {tab === "members" && page.may.manage && (
            <BulkBar
              workspace={workspace}
              roles={choices.roles}
              groups={choices.groups}
              you={page.you}
              filter={matching}
              onPage={page.rows.map(({ membershipId }) => membershipId)}
            />
          )}
          {!pending && <ListKeys listId="main" rows='th[scope="row"] a' selects={page.may.manage} />}
        </BulkSelection>
      </MemberChanges>
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

function nextOf(base: string, search: Search, next: string | null) {
  return next ? { next: addressOf(base, search, { after: next }) } : {};
}

function isFiltered(search: Search): boolean {
  return ["q", "role", "group", "new"].some((name) => Boolean(search[name]));
}

function tabsOf(
  base: string,
  current: Tab,
  counts: { members: number; pending: number; deactivated: number },
) {
  return [
    { href: base, label: "Members", count: counts.members, current: current === "members" },
    {
      href: `${base}?tab=pending`,
      label: "Pending invitations",
      count: counts.pending,
      current: current === "pending",
    },
    {
      href: `${base}?tab=deactivated`,
      label: "Deactivated",
      count: counts.deactivated,
      current: current === "deactivated",
    },
  ];
}

function Filters({
  base,
  search,
  roles,
  groups,
}: {
  base: string;
  search: Search;
  roles: readonly RoleChoice[];
  groups: readonly { id: string; name: string }[];
}) {
  const chosen = (list: readonly { id: string; name: string }[], name: string) =>
    list.find(({ id }) => id === search[name])?.name;
  const options = (list: readonly { id: string; name: string }[], name: string) =>
    list.map((item) => ({
      label: item.name,
      href: addressOf(base, search, { [name]: item.id }),
      selected: item.id === search[name],
    }));
  const orders = { name: "Name", joined: "Joined", active: "Last active" };
  const sort = search.sort === "joined" || search.sort === "active" ? search.sort : "name";
  return (
    <>
      <FilterChip
        label="Role"
        value={chosen(roles, "role")}
        clearHref={addressOf(base, search, { role: undefined })}
        options={options(roles, "role")}
      />
      <FilterChip
        label="Group"
        value={chosen(groups, "group")}
        clearHref={addressOf(base, search, { group: undefined })}
        options={options(groups, "group")}
      />
      {chosen(groups, "group") && (
        <Link className="link" href={`${base.replace(/members$/, "groups")}/${search.group}`}>
          Open the group
        </Link>
      )}
      <FilterChip
        label="Joined"
        value={search.new === "1" ? "New (30 days)" : undefined}
        clearHref={addressOf(base, search, { new: undefined })}
        options={[
          {
            label: "New (30 days)",
            href: addressOf(base, search, { new: "1" }),
            selected: search.new === "1",
          },
        ]}
      />
      <SortChip orders={orders} order={sort} hrefOf={(order) => addressOf(base, search, { sort: order })} />
    </>
  );
}
