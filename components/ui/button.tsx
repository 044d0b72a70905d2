import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { classes } from "./classes";
import { Icon, type IconName } from "./icon";
import { Kbd } from "./kbd";
import { Link } from "./link";

type Look = {
  kind?: "plain" | "primary" | "danger" | "quiet";
  size?: "s" | "m" | "l";
  icon?: IconName;
  /** The single key that does the same. */
  shortcut?: string;
  children?: ReactNode;
};

const kindClass = { plain: "", primary: "pri", danger: "bad", quiet: "quiet" } as const;

function look({ kind = "plain", size = "m" }: Look, className?: string) {
  return classes("btn", kindClass[kind], size !== "m" && size, className);
}

function content({ icon, shortcut, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
}

function stop(event: MouseEvent) {
  event.preventDefault();
}

/** While `busy` it keeps width and focus, shows that it works, and cannot be pressed again. */
export function Button({
  kind,
  size,
  icon,
  shortcut,
  busy = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: Look & { busy?: boolean } & Omit<ComponentProps<"button">, "aria-busy">) {
  return (
    <button
      {...rest}
      type={type}
      className={look({ kind, size }, className)}
      aria-busy={busy || undefined}
      aria-keyshortcuts={shortcut}
      onClick={busy ? stop : onClick}
    >
      {content({ icon, shortcut, children })}
    </button>
  );
}

export function LinkButton({
  kind,
  size,
  icon,
  shortcut,
  className,
  children,
  ...rest
}: Look & ComponentProps<typeof Link>) {
  return (
    <Link {...rest} className={look({ kind, size }, className)} aria-keyshortcuts={shortcut}>
      {content({ icon, shortcut, children })}
    </Link>
  );
}
