import type { ComponentProps } from "react";
import { classes } from "./classes";
import { Icon, type IconName } from "./icon";

/** `label` names the act and its object: "More actions for Jonas Ekström". */
export function IconButton({
  icon,
  label,
  className,
  type = "button",
  ...rest
}: { icon: IconName; label: string } & Omit<ComponentProps<"button">, "aria-label" | "children">) {
  return (
    <button {...rest} type={type} className={classes("ib", className)} aria-label={label}>
      <Icon name={icon} />
    </button>
  );
}
