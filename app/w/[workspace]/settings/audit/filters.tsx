import { LinkButton } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import type { AuditFilters } from "@/lib/audit/choices";
import { type AuditView, auditAddress, isFiltered, systemActor } from "@/lib/audit/input";
import type { AuditPage } from "@/lib/audit/queries";
import { DatesFilter } from "./dates-filter";
import { daysBefore, rangeWords } from "./day-words";
import { SearchedFilter } from "./searched-filter";

/** Search and filter chips; every value lives in the address. */
export function Filters({
  base,
  view,
  sought,
  page,
  choices,
}: {
  base: string;
  view: AuditView;
  /** What the choices of people and of things are searched for. */
  sought: { who?: string | undefined; what?: string | undefined };
  page: AuditPage;
  choices: AuditFilters;
}) {
  const { action, user, about } = view;
  const href = (changes: Partial<AuditView>) => auditAddress.href(base, view, changes);
  const people = [{ id: systemActor, name: "Remit itself" }, ...choices.people];
  const today = page.days.at(-1)?.day ?? "";
  const span = (label: string, days: number) => ({
    label,
    href: href({ from: daysBefore(today, days - 1), to: today }),
  });
  return (
    <div className="bar">
      <SearchField label="Search events" placeholder="Search events" resets={["after", "before", "event"]} />
      <DatesFilter
        value={rangeWords(view, page.now)}
        clearHref={href({ from: undefined, to: undefined })}
        spans={[span("Today", 1), span("Last 7 days", 7), span("Last 30 days", 30)]}
        from={view.from ?? ""}
        to={view.to ?? ""}
        zone={page.timeZone}
      />
      <FilterChip
        label="Action"
        value={action && (choices.actions.find((one) => one.action === action)?.name ?? action)}
        clearHref={href({ action: undefined })}
        options={choices.actions.map((one) => ({
          label: one.name,
          href: href({ action: one.action }),
          selected: one.action === action,
        }))}
      />
      <SearchedFilter
        label="User"
        value={user && (user === systemActor ? "Remit itself" : (choices.chosen ?? "Unknown person"))}
        clearHref={href({ user: undefined })}
        search={{ label: "Search people", param: "who" }}
        searchable={choices.more || Boolean(sought.who)}
        nothing="Nobody by that name has done anything here."
        choices={people.map((one) => ({ ...one, href: href({ user: one.id }), selected: one.id === user }))}
      />
      <SearchedFilter
        label="About"
        value={about && (choices.about ?? "Something unknown")}
        clearHref={href({ about: undefined })}
        search={{ label: "Search objects and products", param: "what" }}
        searchable
        nothing={sought.what ? "Nothing here is called so." : "Nothing was changed on an object yet."}
        choices={choices.things.map((one) => ({
          ...one,
          href: href({ about: one.id }),
          selected: one.id === about,
        }))}
      />
      {isFiltered(view) && (
        <LinkButton kind="quiet" size="s" className="end" href={base} replace scroll={false}>
          Clear
        </LinkButton>
      )}
    </div>
  );
}
