import type { ReactNode } from "react";
import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import type { Impact } from "@/lib/access/impact";
import { agreeing, counted } from "@/lib/words/counts";
import { ProfileChange } from "./profile-change";
import { Note } from "./ui/note";
import { Skeleton } from "./ui/skeleton";

export const fullAdminWarning = "Full Admin: assign only if absolutely necessary";

type Held = { permission: PermissionId; resource: Pick<ResourceRef, "kind" | "name"> };

/** An Impact, or what a query hands out of one. */
export type ShownImpact = Omit<Impact, "gains" | "losses"> & {
  gains: readonly Held[];
  losses: readonly Held[];
};

type Counts = { gain: number; stay: number; lose: number };
type Affected = { name: string; change: string };
/** What many people gain or lose, and how many of them. */
type Line = { what: string; gain: number; lose: number };

/** Who gains and who loses what, before it is confirmed. Gains and losses that a screen reader hears as they change. */
export function ImpactPreview({
  state = "ready",
  onRetry,
  impact,
  counts,
  lines = [],
  people = [],
  others = 0,
  warnings = [],
  fullAdmin = false,
  newlySeePersonalData = impact?.newlySeesPersonalData ? 1 : 0,
}: {
  state?: "ready" | "loading" | "failed";
  onRetry?: () => void;
  /** One person's access before and after. */
  impact?: ShownImpact;
  /** Many people, counted. */
  counts?: Counts;
  lines?: readonly Line[];
  people?: readonly Affected[];
  /** How many more change, whom `people` does not name. */
  others?: number;
  warnings?: readonly ReactNode[];
  /** The change gives full Admin. */
  fullAdmin?: boolean;
  newlySeePersonalData?: number;
}) {
  return (
    <div className="impact" aria-live="polite" aria-busy={state === "loading"}>
      {state === "loading" && <Waiting />}
      {state === "failed" && (
        <Note kind="bad">
          The effect could not be computed. Access has not changed.{" "}
          {onRetry && (
            <button type="button" className="link" onClick={onRetry}>
              Try again
            </button>
          )}
        </Note>
      )}
      {state === "ready" && (
        <>
          {counts && <Counted {...counts} />}
          {impact && <OnePerson {...impact} />}
          {lines.length > 0 && <Lines lines={lines} />}
          {people.length > 0 && <People people={people} others={others} />}
          {fullAdmin && <Note kind="warn">{fullAdminWarning}</Note>}
          {newlySeePersonalData > 0 && (
            <Note kind="warn">
              {counts
                ? `${newlySeePersonalData} would newly see personal data.`
                : "This newly shows personal data in clear."}
            </Note>
          )}
          {warnings.map((warning, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: warnings are drawn once and may be any content
            <Note key={index} kind="warn">
              {warning}
            </Note>
          ))}
        </>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <>
      <span className="sr">Computing who gains and who loses</span>
      <Skeleton height={56} />
      <Skeleton width="70%" />
      <Skeleton width="60%" />
    </>
  );
}

function Counted({ gain, stay, lose }: Counts) {
  return (
    <div className="big3">
      <div>
        <b className={gain > 0 ? "up" : undefined}>{gain}</b>
        <span>gain access</span>
      </div>
      <div>
        <b>{stay}</b>
        <span>stay as is</span>
      </div>
      <div>
        <b className={lose > 0 ? "down" : undefined}>{lose}</b>
        <span>lose access</span>
      </div>
    </div>
  );
}

const linesAtOnce = 6;

/** "3 gain Export Data", "1 loses Segment: Editor": the most frequent at once, the rest on demand. */
function Lines({ lines }: { lines: readonly Line[] }) {
  const rest = lines.slice(linesAtOnce);
  return (
    <>
      <ul className="lines">
        {lines.slice(0, linesAtOnce).map((line) => (
          <LineItem key={line.what} {...line} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details className="words">
          <summary>{rest.length} more</summary>
          <ul className="lines">
            {rest.map((line) => (
              <LineItem key={line.what} {...line} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function LineItem({ what, gain, lose }: Line) {
  return (
    <li>
      {gain > 0 && (
        <>
          <b className="up">{gain}</b> {agreeing(gain, "gains", "gain")}{" "}
        </>
      )}
      {gain > 0 && lose > 0 && "and "}
      {lose > 0 && (
        <>
          <b className="down">{lose}</b> {agreeing(lose, "loses", "lose")}{" "}
        </>
      )}
      {what}
    </li>
  );
}

function People({ people, others }: { people: readonly Affected[]; others: number }) {
  return (
    <details className="words" open={people.length <= 6}>
      <summary>{counted(people.length + others, "person", "people")}</summary>
      <ul className="people">
        {people.map(({ name, change }) => (
          <li key={`${name} ${change}`}>
            {name}
            <span className="end">{change}</span>
          </li>
        ))}
        {others > 0 && <li>and {others} more</li>}
      </ul>
    </details>
  );
}

function OnePerson({ before, after, gains, losses, features: changed }: ShownImpact) {
  if (changed.length + gains.length + losses.length === 0) {
    return <p className="muted">Nothing changes: the same access comes from elsewhere.</p>;
  }
  return (
    <>
      <ProfileChange before={before} after={after} afterWords="After" />
      <Words verb="Gains" held={gains} className="up" />
      <Words verb="Loses" held={losses} className="down" />
    </>
  );
}

function Words({
  verb,
  held,
  className,
}: {
  verb: "Gains" | "Loses";
  held: readonly Held[];
  className: string;
}) {
  const places = new Map<PermissionId, string[]>();
  for (const { permission, resource } of held) {
    const names = places.get(permission) ?? [];
    if (resource.kind !== "workspace") names.push(resource.name);
    places.set(permission, names);
  }
  if (places.size === 0) return null;
  return (
    <details className="words">
      <summary>
        <span className={className}>{verb}</span> {counted(places.size, "permission")}
      </summary>
      <ul>
        {[...places].map(([permission, names]) => (
          <li key={permission}>
            {labelOf(permission)}
            {names.length > 0 &&
              ` on ${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
