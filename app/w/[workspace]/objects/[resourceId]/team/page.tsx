import type { Metadata } from "next";
import { FilterChip } from "@/components/ui/filter-chip";
import { ListKeys } from "@/components/ui/list-keys";
import { Note } from "@/components/ui/note";
import { Pager } from "@/components/ui/pager";
import { SearchField } from "@/components/ui/search-field";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type TeamPage, teamOf } from "@/lib/teams/queries";
import { LookOnly } from "../../../look-only";
import { addressOf, filterIn, isFiltered, type Search } from "./address";
import { OthersNote, YourPlace } from "./standings";
import { AddButton, SelectionBar, TeamChanges } from "./team-changes";
import { TeamTable } from "./team-table";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPageView({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string; resourceId: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace, resourceId }, search] = await Promise.all([params, searchParams]);
  const filter = filterIn(resourceId, search);
  const page = await valueOrPage(teamOf({ workspace, ...filter }));
  const base = `/w/${workspace}/objects/${resourceId}/team`;
  return (
    <div className="team">
      <TeamChanges workspace={workspace} team={teamRef(page)}>
        {page.object.archived && (
          <Note>{page.object.name} is archived. Its team can be read, and not changed.</Note>
        )}
        <div className="bar">
          <SearchField label="Search this team" placeholder="Search this team" />
          <Filter name="group" label="Group" options={page.filters.groups} base={base} search={search} />
          <Filter name="role" label="Role" options={page.filters.roles} base={base} search={search} />
          {page.may.manage ? (
            <AddButton />
          ) : (
            !page.object.archived && (
              <span className="end">
                <LookOnly
                  locked={[{ permission: "group-access:manage", resourceId }]}
                  about="add people here"
                >
                  {page.may.edit
                    ? "You change rights and ends, and add nobody."
                    : "You may look here, and change nothing."}
                </LookOnly>
              </span>
            )
          )}
        </div>
        {page.may.manage && <SelectionBar />}
        <TeamTable workspace={workspace} page={page} filtered={isFiltered(search)} />
        <OthersNote page={page} />
        <YourPlace page={page} />
        <Pager
          {...(filter.after ? { previous: addressOf(base, search, {}) } : {})}
          {...(page.next ? { next: addressOf(base, search, { after: page.next }) } : {})}
        />
        <ListKeys listId="team" rows='[data-row="stop"]' />
      </TeamChanges>
    </div>
  );
}

/** What a change of the team needs to know of it, in the browser. */
function teamRef({ object, place, choices, filters, may, now, timeZone }: TeamPage) {
  return { object, place, choices, filters, seesAudit: may.seeAudit, now, timeZone };
}

function Filter({
  name,
  label,
  options,
  base,
  search,
}: {
  name: "group" | "role";
  label: string;
  options: readonly { id: string; name: string }[];
  base: string;
  search: Search;
}) {
  return (
    <FilterChip
      label={label}
      value={options.find(({ id }) => id === search[name])?.name}
      clearHref={addressOf(base, search, { [name]: undefined })}
      options={options.map((option) => ({
        label: option.name,
        href: addressOf(base, search, { [name]: option.id }),
        selected: option.id === search[name],
      }))}
    />
  );
}
