import type { Metadata } from "next";
import { z } from "zod";
import { FilterBy } from "@/components/ui/filter-by";
import { Note } from "@/components/ui/note";
import { SearchField } from "@/components/ui/search-field";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { addressBy, type Search } from "@/lib/fields/address";
import { TeamFilter } from "@/lib/teams/input";
import { type TeamPage, teamOf } from "@/lib/teams/queries";
import { LookOnly } from "../../../look-only";
import { OthersNote, YourPlace } from "./standings";
import { AddButton, TeamChanges } from "./team-changes";
import { TeamTable } from "./team-table";

export const metadata: Metadata = { title: "Team" };

const { q, groupId, roleId, after } = TeamFilter.shape;
const address = addressBy(z.strictObject({ q, group: groupId, role: roleId, after }));

export default async function TeamPageView({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string; resourceId: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace, resourceId }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/objects/${resourceId}/team`;
  const filter = address.in(search);
  const hrefOf = (changes: Partial<typeof filter>) => address.href(base, filter, changes);
  const page = await valueOrPage(
    teamOf({
      workspace,
      resourceId,
      q: filter.q,
      groupId: filter.group,
      roleId: filter.role,
      after: filter.after,
    }),
  );
  return (
    <div className="team">
      <TeamChanges workspace={workspace} team={teamRef(page)}>
        {page.object.archived && (
          <Note>{page.object.name} is archived. Its team can be read, and not changed.</Note>
        )}
        <div className="bar">
          <SearchField label="Search this team" placeholder="Search this team" />
          <FilterBy
            label="Group"
            options={page.filters.groups}
            value={filter.group}
            hrefOf={(group) => hrefOf({ group })}
          />
          <FilterBy
            label="Role"
            options={page.filters.roles}
            value={filter.role}
            hrefOf={(role) => hrefOf({ role })}
          />
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
        <TeamTable
          workspace={workspace}
          page={tableOf(page)}
          filtered={Boolean(filter.q || filter.group || filter.role)}
          pages={{
            previous: filter.after ? hrefOf({}) : undefined,
            next: page.next ? hrefOf({ after: page.next }) : undefined,
          }}
        >
          <OthersNote page={page} />
          <YourPlace page={page} />
        </TeamTable>
      </TeamChanges>
    </div>
  );
}

/** What a change of the team needs to know of it, in the browser. */
function teamRef({ object, place, choices, filters, may, now, timeZone }: TeamPage) {
  return { object, place, choices, filters, seesAudit: may.seeAudit, now, timeZone };
}

/** What the list shows of the team. */
function tableOf({ rows, counts, object, may, now, timeZone }: TeamPage) {
  return { rows, counts, object, may, now, timeZone };
}
