import { LinkButton } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import type { AuditFilters } from "@/lib/audit/choices";
import { systemActor } from "@/lib/audit/input";
import type { AuditPage } from "@/lib/audit/queries";
import { type Asked, addressOf, isFiltered } from "./address";
import { DatesFilter } from "./dates-filter";
import { daysBefore, rangeWords } from "./day-words";
import { SearchedFilter } from "./searched-filter";

/** Search and filter chips; every value lives in the address. */
export function Filters({
  base,
  asked,
  page,
  choices,
}: {
  base: string;
  asked: Asked;
  page: AuditPage;
  choices: AuditFilters;
}) {
  const { action, user, about } = asked;
  const href = (changes: Partial<Asked>) => addressOf(base, asked, changes);
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
        value={rangeWords(asked, page.now)}
        clearHref={href({ from: undefined, to: undefined })}
        spans={[span("Today", 1), span("Last 7 days", 7), span("Last 30 days", 30)]}
        from={asked.from ?? ""}
        to={asked.to ?? ""}
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
        searchable={choices.more || Boolean(asked.who)}
        nothing="Nobody by that name has done anything here."
        choices={people.map((one) => ({ ...one, href: href({ user: one.id }), selected: one.id === user }))}
      />
      <SearchedFilter
        label="About"
        value={about && (choices.about ?? "Something unknown")}
        clearHref={href({ about: undefined })}
        search={{ label: "Search objects and products", param: "what" }}
        searchable
        nothing={asked.what ? "Nothing here is called so." : "Nothing was changed on an object yet."}
        choices={choices.things.map((one) => ({
          ...one,
          href: href({ about: one.id }),
          selected: one.id === about,
        }))}
      />
      {isFiltered(asked) && (
        <LinkButton kind="quiet" size="s" className="end" href={base} replace scroll={false}>
          Clear
        </LinkButton>
      )}
    </div>
  );
}
