import type { ComponentProps } from "react";
import { Link } from "@/components/ui/link";
import type { Level } from "@/lib/access/catalogue";
import { AccessProfile } from "./access-profile";

type Shown = { name: string; levels?: readonly Level[] };

function Inside({ name, levels }: Shown) {
  return (
    <>
      {levels && <AccessProfile levels={levels} />}
      <span>{name}</span>
    </>
  );
}

/** Profile and name of a role; a link when it leads somewhere. */
export function RoleChip({ href, ...role }: Shown & { href?: string }) {
  return href ? (
    <Link className="role" href={href}>
      <Inside {...role} />
    </Link>
  ) : (
    <span className="role">
      <Inside {...role} />
    </span>
  );
}

/** The chip as the button of a role menu; takes the props and ref of its trigger. */
export function RoleChipButton({ name, levels, ...button }: Shown & Omit<ComponentProps<"button">, "name">) {
  return (
    <button {...button} type="button" className="role">
      <Inside name={name} levels={levels} />
    </button>
  );
}

/** "+2", with the names of the other roles. */
export function MoreRoles({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className="role more" title={names.join(", ")}>
      +{names.length}
      <span className="sr"> more: {names.join(", ")}</span>
    </span>
  );
}
