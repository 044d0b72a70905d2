import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { ListKeys } from "@/components/ui/list-keys";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { auditFilters } from "@/lib/audit/choices";
import { auditAddress, filterOf, isFiltered, readAuditView } from "@/lib/audit/input";
import { auditEvents } from "@/lib/audit/queries";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import type { Search } from "@/lib/fields/address";
import { LookOnly } from "../../look-only";
import { BusyDays, totalWords } from "./busy-days";
import { EventList } from "./event-list";
import { ExportMenu } from "./export-menu";
import { Filters } from "./filters";
import { OpenedEvent } from "./opened-event";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({
  params,
  searchParams,
}: {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Search>;
}) {
  const [{ workspace }, search] = await Promise.all([params, searchParams]);
  const base = `/w/${workspace}/settings/audit`;
  const view = readAuditView(search);
  const { who, what } = auditAddress.in(search);
  const [page, choices] = await Promise.all([
    valueOrPage(auditEvents({ workspace, ...view })),
    valueOrPage(
      auditFilters({
        workspace,
        user: view.user,
        about: view.about,
        who,
        what,
      }),
    ),
  ]);
  const filter = filterOf(view);
  return (
    <>
      <PageHead
        title="Audit log"
        lead="Every change to access, who made it, and what it changed. Nothing here can be edited."
        actions={
          page.mayExport ? (
            <ExportMenu workspace={workspace} filter={filter} />
          ) : (
            <LookOnly locked={[{ permission: "governance:export-audit" }]} about="export the audit log">
              You may read it, and not export it.
            </LookOnly>
          )
        }
      />
      <Filters base={base} view={view} sought={{ who, what }} page={page} choices={choices} />
      <BusyDays view={view} page={page} />
      {view.event && !page.opened && (
        <div className="audit-note">
          <Note>
            The event you followed is not in this list. It may be of another workspace, or outside the filter.
          </Note>
        </div>
      )}
      {page.events.length === 0 ? (
        <NoEvents filtered={isFiltered(view)} />
      ) : (
        <>
          {page.opened && <OpenedEvent id={page.opened} />}
          <EventList base={base} page={page} />
        </>
      )}
      <Pager
        {...(page.newer ? { previous: auditAddress.href(base, view, { before: page.newer }) } : {})}
        {...(page.older ? { next: auditAddress.href(base, view, { after: page.older }) } : {})}
        {...(page.events.length > 0 ? { shown: `${page.events.length} of ${totalWords(page.total)}` } : {})}
      />
      <ListKeys listId="main" rows=".event summary" />
    </>
  );
}

function NoEvents({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState icon="search" title="No event fits">
      Take away a filter, or search for another name.
    </EmptyState>
  ) : (
    <EmptyState icon="log" title="Nothing has happened yet">
      Every change to access will stand here, with who made it and what it changed.
    </EmptyState>
  );
}
