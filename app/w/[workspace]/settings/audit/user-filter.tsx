"use client";

import Link from "next/link";
import { FilterChip } from "@/components/ui/filter-chip";
import { Icon } from "@/components/ui/icon";
import { SearchField } from "@/components/ui/search-field";

type Person = { id: string; name: string; href: string; selected: boolean };

/**
 * Whose acts are shown. The list is what the page found; a search in it asks the server.
 * @param props.searchable there are more people than the list holds, or a search is on
 */
export function UserFilter({
  value,
  clearHref,
  people,
  searchable,
}: {
  value: string | undefined;
  clearHref: string;
  people: readonly Person[];
  searchable: boolean;
}) {
  return (
    <FilterChip label="User" value={value} clearHref={clearHref}>
      {(close) => (
        <div className="people-filter">
          {searchable && (
            <SearchField label="Search people" placeholder="Search people" param="who" resets={[]} />
          )}
          {people.length === 0 && <p className="muted">Nobody by that name has done anything here.</p>}
          <ul>
            {people.map(({ id, name, href, selected }) => (
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
