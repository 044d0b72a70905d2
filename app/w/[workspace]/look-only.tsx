import { Icon } from "@/components/ui/icon";
import type { Locked } from "./locked";
import { WhyNotAny } from "./why-not";

/**
 * Stands where the buttons of a page would be for who may only look: says so, and why. Nothing for who may all.
 * @param props.about what they may not do, after "may not"
 * @param props.children a sentence on what is closed
 */
export function LookOnly({
  locked,
  about,
  children,
}: {
  locked: readonly Locked[];
  about: string;
  children: string;
}) {
  if (locked.length === 0) return null;
  return (
    <span className="look-only">
      <Icon name="lock" />
      <span>
        {children} <WhyNotAny locked={locked} about={about} />
      </span>
    </span>
  );
}
