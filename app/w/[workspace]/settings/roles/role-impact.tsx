import { AccessProfile } from "@/components/access-profile";
import { PeopleImpact } from "@/components/people-impact";
import { profileWords } from "@/components/profile-words";
import { LevelLabel } from "@/components/tally";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { features, type Level } from "@/lib/access/catalogue";
import type { RolePreview } from "@/lib/roles/preview";
import type { Asked } from "../../use-answer";

/** What a revision does: to those who hold the role, and to the role itself. */
export function RoleImpact({ preview }: { preview: Asked<RolePreview> }) {
  if (preview.state === "idle") return null;
  if (preview.state !== "ready")
    return (
      <>
        {preview.state === "failed" && <Note kind="bad">{preview.message}</Note>}
        <PeopleImpact state={preview.state} onRetry={preview.retry} />
      </>
    );
  const { summary, before, after, refusal } = preview.value;
  return (
    <>
      {refusal && <Note kind="bad">{refusal}</Note>}
      <p className="muted">{holdersInWords(summary)}</p>
      <Profiles before={before} after={after} />
      {summary && summary.counts.gain + summary.counts.lose + summary.counts.stay > 0 && (
        <PeopleImpact state="ready" summary={summary} />
      )}
    </>
  );
}

function holdersInWords(summary: RolePreview["summary"]): string {
  if (!summary) return "Nobody holds it yet. Give it to members or groups once it is saved.";
  const count = summary.counts.stay + summary.people.length + summary.others;
  if (count === 0) return "Nobody holds this role now.";
  const held = count === 1 ? "1 member holds this role" : `${count} members hold this role`;
  return `${held}, directly or through a group. A member with several roles keeps the highest level.`;
}

function Profiles({ before, after }: { before: readonly Level[] | null; after: readonly Level[] }) {
  const changed = features
    .map(({ name }, i) => ({ name, was: before?.[i] ?? 0, now: after[i] ?? 0 }))
    .filter(({ was, now }) => was !== now);
  return (
    <>
      <div className="fpb">
        {before && (
          <>
            <span>
              <AccessProfile levels={before} size="m" />
              <small>Now</small>
            </span>
            <Icon name="arrow-right" />
          </>
        )}
        <span>
          <AccessProfile levels={after} size="m" />
          <small>After saving</small>
        </span>
        <span className="sr">
          {before && `From ${profileWords(before)} to `}
          {profileWords(after)}
        </span>
      </div>
      {before && changed.length > 0 && (
        <ul className="pairs">
          {changed.map(({ name, was, now }) => (
            <li key={name}>
              <span>{name}</span>
              <span className="diff">
                <span className="was">
                  <LevelLabel level={was} short />
                </span>
                <Icon name="arrow-right" className="arw" />
                <span className="sr"> becomes </span>
                <LevelLabel level={now} short />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
