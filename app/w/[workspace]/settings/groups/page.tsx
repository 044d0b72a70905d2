import type { Metadata } from "next";
import { PageHead } from "@/components/ui/page-head";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { GroupsFilter } from "@/lib/groups/input";
import { type GroupRow, groupsOf } from "@/lib/groups/queries";
import { LookOnly } from "../../look-only";
import { CreateGroup } from "./create-group";
import { type GroupLine, GroupsTable } from "./groups-table";

export const metadata: Metadata = { title: "Groups" };

const address = addressBy(GroupsFilter);

export default async function GroupsPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/groups`;
  const filter = address.in(search);
  const hrefOf = (changes: Partial<typeof filter>) => address.href(base, filter, changes);
  const page = await valueOrPage(groupsOf({ workspace, ...filter }));
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
          order={filter.sort}
          hrefOf={(sort) => hrefOf({ sort })}
        />
      </div>
      <GroupsTable
        base={base}
        lines={page.rows.map(lineOf)}
        filtered={filter.q !== ""}
        pages={{
          previous: filter.after ? hrefOf({}) : undefined,
          next: page.next ? hrefOf({ after: page.next }) : undefined,
        }}
      />
    </div>
  );
}

function lineOf({ roles, ...group }: GroupRow): GroupLine {
  return { ...group, roles: roles.map(({ name }) => name), ...(roles[0] && { profile: roles[0].profile }) };
}
