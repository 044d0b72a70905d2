import { FilterChip } from "./filter-chip";

/**
 * The order of a list, which lives in its address.
 * @param props.orders what it can be sorted by, in words; the first one is the order without a choice
 * @param props.hrefOf the address with an order, undefined for the first one
 */
export function SortChip<Order extends string>({
  orders,
  order,
  hrefOf,
}: {
  orders: Record<Order, string>;
  order: Order;
  hrefOf: (order: Order | undefined) => string;
}) {
  const all = Object.entries(orders) as [Order, string][];
  const first = all[0]?.[0];
  return (
    <FilterChip
      label="Sort"
      value={order === first ? undefined : orders[order]}
      clearHref={hrefOf(undefined)}
      options={all.map(([value, label]) => ({
        label,
        href: hrefOf(value === first ? undefined : value),
        selected: value === order,
      }))}
    />
  );
}
