import type { Metadata } from "next";
import { AccessProfile } from "@/components/access-profile";
import { profileWords } from "@/components/profile-words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { Link } from "@/components/ui/link";
import { ListKeys } from "@/components/ui/list-keys";
import { PageHead } from "@/components/ui/page-head";
import { SearchField } from "@/components/ui/search-field";
import { SortChip } from "@/components/ui/sort-chip";
import { Time } from "@/components/ui/time";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type RolesFilter, readRolesFilter, roleKinds } from "@/lib/roles/input";
import { type RoleRow, type RolesPage as Roles, rolesList } from "@/lib/roles/queries";
import { LookOnly } from "../../look-only";
import { kindWords } from "./kind-words";
import { RoleMenu } from "./role-menu";

export const metadata: Metadata = { title: "Roles and permissions" };

export default async function RolesPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/roles`;
  const filter = readRolesFilter(search);
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
        <FilterChip
          label="Type"
          value={filter.kind && kindWords[filter.kind]}
          clearHref={addressOf(base, { ...filter, kind: undefined })}
          options={roleKinds.map((kind) => ({
            label: kindWords[kind],
            href: addressOf(base, { ...filter, kind }),
            selected: kind === filter.kind,
            count: page.counts[kind],
          }))}
        />
        <SortChip
          orders={{ strength: "Strength", name: "Name", members: "Members", newest: "Newest" }}
          order={filter.sort ?? "strength"}
          hrefOf={(sort) => addressOf(base, { ...filter, sort })}
        />
      </div>
      {page.roles.length === 0 ? (
        <EmptyState icon="search" title="No role fits">
          Take away the filter, or search for another word.
        </EmptyState>
      ) : (
        <RolesTable workspace={workspace} page={page} />
      )}
    </div>
  );
}

function addressOf(
  base: string,
  filter: { [Name in keyof RolesFilter]: RolesFilter[Name] | undefined },
): string {
  const set = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length > 0 ? `${base}?${new URLSearchParams(set)}` : base;
}

function RolesTable({ workspace, page }: { workspace: string; page: Roles }) {
  return (
    <>
      <table className="tbl cards" id="roles">
        <caption className="sr">Roles of this workspace</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Description</th>
            <th scope="col">Type</th>
            <th scope="col" className="num">
              Members
            </th>
            <th scope="col" className="created">
              Created at
            </th>
            <th scope="col" className="menu-cell">
              <span className="sr">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.roles.map((role) => (
            <Row key={role.id} workspace={workspace} role={role} page={page} />
          ))}
        </tbody>
      </table>
      <ListKeys listId="roles" />
    </>
  );
}

function Row({ workspace, role, page }: { workspace: string; role: RoleRow; page: Roles }) {
  const href = `/w/${workspace}/settings/roles/${role.id}`;
  return (
    <tr>
      <th scope="row">
        <Link href={href} title={profileWords(role.levels)}>
          <AccessProfile levels={role.levels} />
          <b>{role.name}</b>
        </Link>
      </th>
      <td className="about">{role.description}</td>
      <td className="kind">{kindWords[role.kind]}</td>
      <td className="num">
        {role.members}
        <span className="unit">{role.members === 1 ? " member" : " members"}</span>
      </td>
      <td className="created">
        <Time at={role.createdAt} now={page.now} zone={page.timeZone} />
      </td>
      <td className="menu-cell">
        <RoleMenu
          workspace={workspace}
          role={{ id: role.id, name: role.name, kind: role.kind }}
          mayManage={page.may.manage}
          replacements={page.replacements}
        />
      </td>
    </tr>
  );
}
