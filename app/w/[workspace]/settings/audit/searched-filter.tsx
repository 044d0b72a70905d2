"use client";

import { FilterChip } from "@/components/ui/filter-chip";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { SearchField } from "@/components/ui/search-field";

type Choice = { id: string; name: string; href: string; selected: boolean };

/**
 * A filter with more values than a list holds. The list is what the page found; a search in it asks the server.
 * @param props.search what the search is called, and its name in the address
 * @param props.searchable there are more than the list holds, or a search is on
 * @param props.nothing said when the search finds nothing
 */
export function SearchedFilter({
  label,
  value,
  clearHref,
  choices,
  search,
  searchable,
  nothing,
}: {
  label: string;
  value: string | undefined;
  clearHref: string;
  choices: readonly Choice[];
  search: { label: string; param: string };
  searchable: boolean;
  nothing: string;
}) {
  return (
    <FilterChip label={label} value={value} clearHref={clearHref}>
      {(close) => (
        <div className="people-filter">
          {searchable && (
            <SearchField label={search.label} placeholder={search.label} param={search.param} resets={[]} />
          )}
          {choices.length === 0 && <p className="muted">{nothing}</p>}
          <ul>
            {choices.map(({ id, name, href, selected }) => (
              <li key={id}>
                <Link
                  className="mi"
                  href={href}
                  scroll={false}
                  replace
                  onClick={close}
                  aria-current={selected ? "true" : undefined}
                >
                  {selected && <Icon name="check" />}
                  <span>{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </FilterChip>
  );
}
