import type { Metadata } from "next";
import { Avatar } from "@/components/avatar";
import { MoreRoles, RoleChip } from "@/components/role-chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { ListKeys } from "@/components/ui/list-keys";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { groupSorts } from "@/lib/groups/input";
import { type GroupRow, groupsOf } from "@/lib/groups/queries";
import { LookOnly } from "../../look-only";
import { addressOf, afterIn, type Search, textIn } from "./address";
import { CreateGroup } from "./create-group";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/groups`;
  const q = textIn(search, "q");
  const sort = groupSorts.find((one) => one === search.sort) ?? "name";
  const page = await valueOrPage(groupsOf({ workspace, q, sort, ...afterIn(search) }));
  const kept = { q, sort: sort === "name" ? "" : sort };
  return (
    <div className="groups-page">
      <PageHead
        title="Groups"
        lead="People who are given access together. What a group gives, each of its members has."
        actions={
          page.mayManage ? (
            <CreateGroup workspace={workspace} kind="primary" />
          ) : (
            <LookOnly locked={[{ permission: "general:manage-user" }]} about="change groups">
              You may look here, and change nothing.
            </LookOnly>
          )
        }
      />
      <div className="bar">
        <SearchField label="Search groups" placeholder="Find a group or a person" resets={["after"]} />
        <SortChip
          orders={{ name: "Name", members: "Members", newest: "Newest" }}
          order={sort}
          hrefOf={(order) => addressOf(base, { q, sort: order ?? "" })}
        />
      </div>
      {page.rows.length === 0 ? (
        <NoGroup filtered={q !== ""} />
      ) : (
        <GroupsTable base={base} rows={page.rows} />
      )}
      <Pager
        {...("after" in afterIn(search) ? { previous: addressOf(base, kept) } : {})}
        {...(page.next ? { next: addressOf(base, { ...kept, after: page.next }) } : {})}
      />
      {page.rows.length > 0 && <ListKeys listId="main" rows='th[scope="row"] a' />}
    </div>
  );
}

function NoGroup({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState icon="search" title="No group fits">
      Search for another name, or for somebody who is in it.
    </EmptyState>
  ) : (
    <EmptyState icon="groups" title="There is no group yet">
      A group gives the same access to many people at once, and takes it from whoever leaves it.
    </EmptyState>
  );
}

function GroupsTable({ base, rows }: { base: string; rows: readonly GroupRow[] }) {
  return (
    <table className="tbl cards">
      <caption className="sr">Groups of this workspace</caption>
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col">Roles it gives</th>
          <th scope="col" className="num">
            Places
          </th>
          <th scope="col" className="num">
            Members
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, description, people, roles, places }) => (
          <tr key={id}>
            <th scope="row">
              <Link className="hold" href={`${base}/${id}`}>
                <Avatar name={name} kind="group" size="m" />
                <span>
                  <b className="cut">{name}</b>
                  {description && <small className="cut">{description}</small>}
                </span>
              </Link>
            </th>
            <td className="given">
              {roles[0] ? (
                <>
                  <RoleChip name={roles[0].name} levels={roles[0].profile} />
                  <MoreRoles names={roles.slice(1).map((role) => role.name)} />
                </>
              ) : (
                <span className="faint">No workspace role</span>
              )}
            </td>
            <td className="num">
              {places}
              <span className="unit">{places === 1 ? " place" : " places"}</span>
            </td>
            <td className="num">
              {people.toLocaleString("en-GB")}
              <span className="unit">{people === 1 ? " member" : " members"}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
