"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FilterChip } from "@/components/ui/filter-chip";
import { Link } from "@/components/ui/link";

/** Which days are shown, in the workspace's time zone: a usual span, or two dates. */
export function DatesFilter({
  value,
  clearHref,
  spans,
  from,
  to,
  zone,
}: {
  value: string | undefined;
  clearHref: string;
  spans: readonly { label: string; href: string }[];
  from: string;
  to: string;
  zone: string;
}) {
  return (
    <FilterChip label="Dates" value={value} clearHref={clearHref}>
      {(close) => (
        <div className="dates-filter">
          <ul>
            {spans.map(({ label, href }) => (
              <li key={label}>
                <Link className="mi" href={href} scroll={false} replace onClick={close}>
                  <span>{label}</span>
                </Link>
              </li>
            ))}
          </ul>
          <DatesForm from={from} to={to} zone={zone} onDone={close} />
        </div>
      )}
    </FilterChip>
  );
}

function DatesForm({
  from,
  to,
  zone,
  onDone,
}: {
  from: string;
  to: string;
  zone: string;
  onDone: () => void;
}) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const [first, last] = [String(typed.get("from") ?? ""), String(typed.get("to") ?? "")];
    if (first && last && first > last) return setError("The first day is after the last one.");
    const next = new URLSearchParams(params);
    for (const name of ["after", "before", "event"]) next.delete(name);
    for (const [name, day] of [
      ["from", first],
      ["to", last],
    ] as const) {
      if (day) next.set(name, day);
      else next.delete(name);
    }
    onDone();
    router.replace(next.size > 0 ? `${path}?${next}` : path, { scroll: false });
  };
  return (
    <form onSubmit={submit}>
      <Field
        label="First day"
        type="date"
        name="from"
        defaultValue={from}
        min="1970-01-01"
        max="2999-12-31"
        error={error}
      />
      <Field
        label="Last day"
        type="date"
        name="to"
        defaultValue={to}
        min="1970-01-01"
        max="2999-12-31"
        help={`Days in ${zone}.`}
      />
      <Button type="submit">Show these days</Button>
    </form>
  );
}
