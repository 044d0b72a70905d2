"use client";

import { type ReactNode, useState } from "react";
import { Icon } from "./icon";
import { Link } from "./link";
import { Popover } from "./popover";

export type FilterOption = { label: string; href: string; selected?: boolean; count?: number };

/**
 * A filter whose value lives in the URL: dashed while unset, tinted with its value while set, × clears it.
 * @param props.value what is set, in words; undefined = unset
 * @param props.children a form instead of options, e.g. two dates; as a function it gets what closes the panel
 */
export function FilterChip({
  label,
  value,
  clearHref,
  options,
  children,
}: {
  label: string;
  value?: string;
  clearHref?: string;
  options?: readonly FilterOption[];
  children?: ReactNode | ((close: () => void) => ReactNode);
}) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const chip = (
    <Popover
      label={label}
      options={options !== undefined}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="flt">
          {value === undefined ? (
            <>
              {label}
              <Icon name="chevron-down" />
            </>
          ) : (
            <span className="cut">
              {label}: <b>{value}</b>
            </span>
          )}
        </button>
      }
    >
      {options && (
        <ul>
          {options.map((option) => (
            <li key={option.href}>
              <Link
                className="mi"
                href={option.href}
                scroll={false}
                replace
                onClick={close}
                aria-current={option.selected ? "true" : undefined}
              >
                {option.selected && <Icon name="check" />}
                <span>{option.label}</span>
                {option.count !== undefined && <span className="n">{option.count}</span>}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {typeof children === "function" ? children(close) : children}
    </Popover>
  );
  if (value === undefined) return chip;
  return (
    <span className="flt-set">
      {chip}
      {clearHref && (
        <Link className="flt-clear" href={clearHref} scroll={false} replace aria-label={`Clear ${label}`}>
          <Icon name="close" />
        </Link>
      )}
    </span>
  );
}
