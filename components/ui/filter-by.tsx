import { FilterChip } from "./filter-chip";

/**
 * A filter by one of several things, which lives in the address.
 * @param props.options what can be chosen; `count` is how many rows would fit
 * @param props.value the id that is chosen, or one that is not known
 * @param props.hrefOf the address with a choice, undefined for none
 */
export function FilterBy<Id extends string>({
  label,
  options,
  value,
  hrefOf,
}: {
  label: string;
  options: readonly { id: Id; name: string; count?: number }[];
  value: Id | undefined;
  hrefOf: (id: Id | undefined) => string;
}) {
  return (
    <FilterChip
      label={label}
      value={options.find(({ id }) => id === value)?.name}
      clearHref={hrefOf(undefined)}
      options={options.map(({ id, name, ...rest }) => ({
        label: name,
        href: hrefOf(id),
        selected: id === value,
        ...rest,
      }))}
    />
  );
}
