import { iconPaths } from "./icon-paths";

export type IconName = keyof typeof iconPaths;

/** A decorative sign of 16 px; the words beside it, or the label of its control, say what it means. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={className ? `i ${className}` : "i"} viewBox="0 0 16 16" aria-hidden="true">
      <path d={iconPaths[name]} />
    </svg>
  );
}
