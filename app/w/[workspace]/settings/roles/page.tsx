import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { FilterBy } from "@/components/ui/filter-by";
import { PageHead } from "@/components/ui/page-head";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { RolesFilter, roleKinds } from "@/lib/roles/input";
import { rolesList } from "@/lib/roles/queries";
import { LookOnly } from "../../look-only";
import { kindWords } from "./kind-words";
import { RolesTable } from "./roles-table";

export const metadata: Metadata = { title: "Roles and permissions" };

const address = addressBy(RolesFilter);

export default async function RolesPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/roles`;
  const filter = address.in(search);
  const page = await valueOrPage(rolesList({ workspace, ...filter }));
  return (
    <div className="roles-page">
      <PageHead
        title="Roles and permissions"
        lead="What people are given. Who holds several roles has the highest level of each."
        actions={
          page.may.manage ? (
            <LinkButton kind="primary" icon="plus" href={`${base}/new`}>
              Create role
            </LinkButton>
          ) : (
            <LookOnly locked={[{ permission: "general:manage-role" }]} about="change roles">
              You may look here, and change nothing.
            </LookOnly>
          )
        }
      />
      <div className="bar">
        <SearchField label="Search roles" placeholder="Search name or description" />
        <FilterBy
          label="Type"
          options={roleKinds.map((kind) => ({ id: kind, name: kindWords[kind], count: page.counts[kind] }))}
          value={filter.kind}
          hrefOf={(kind) => address.href(base, filter, { kind })}
        />
        <SortChip
          orders={{ strength: "Strength", name: "Name", members: "Members", newest: "Newest" }}
          order={filter.sort ?? "strength"}
          hrefOf={(sort) => address.href(base, filter, { sort })}
        />
      </div>
      <RolesTable
        workspace={workspace}
        roles={page.roles}
        mayManage={page.may.manage}
        replacements={page.replacements}
        now={page.now}
        timeZone={page.timeZone}
      />
    </div>
  );
}
