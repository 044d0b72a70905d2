import type { ComponentProps } from "react";
import { Icon } from "./icon";

/** The platform's own list, in our frame; label it with FieldFrame or aria-label. */
export function Select({ children, className, ...select }: ComponentProps<"select">) {
  return (
    <span className={className ? `sel ${className}` : "sel"}>
      <select {...select}>{children}</select>
      <Icon name="chevron-down" />
    </span>
  );
}
