import { PeopleImpact } from "@/components/people-impact";
import { ProfileChange } from "@/components/profile-change";
import { Note } from "@/components/ui/note";
import type { ImpactSummary } from "@/lib/grants/impact-summary";
import type { RoleLevels } from "@/lib/roles/commands";
import { counted } from "@/lib/words/counts";
import type { Answer } from "../../use-answer";

type RolePreview = Partial<RoleLevels> & { summary?: ImpactSummary | null; refusal: string | null };

/** What a revision does: to those who hold the role, and to the role itself. */
export function RoleImpact({ preview }: { preview: Answer<RolePreview> }) {
  if (preview.state === "idle") return null;
  if (preview.state !== "ready")
    return (
      <>
        {preview.state === "failed" && <Note kind="bad">{preview.message}</Note>}
        <PeopleImpact state={preview.state} onRetry={preview.retry} />
      </>
    );
  const { summary = null, before = null, after, refusal } = preview.value;
  return (
    <>
      {refusal && <Note kind="bad">{refusal}</Note>}
      <p className="muted">{holdersInWords(summary)}</p>
      {after && <ProfileChange before={before} after={after} afterWords="After saving" />}
      {summary && summary.counts.gain + summary.counts.lose + summary.counts.stay > 0 && (
        <PeopleImpact state="ready" summary={summary} />
      )}
    </>
  );
}

function holdersInWords(summary: ImpactSummary | null): string {
  if (!summary) return "Nobody holds it yet. Give it to members or groups once it is saved.";
  const count = summary.counts.stay + summary.people.length + summary.others;
  if (count === 0) return "Nobody holds this role now.";
  const held = counted(count, "member holds this role", "members hold this role");
  return `${held}, directly or through a group. A member with several roles keeps the highest level.`;
}
