import { fullAdminWarning } from "@/components/impact-preview";
import { PeopleImpact } from "@/components/people-impact";
import { Note } from "@/components/ui/note";
import type { ChangePreview } from "@/lib/changes/preview";
import type { Answer } from "../../use-answer";

/** What a change of a group would do, and why it cannot be done if it cannot. */
export function Effect({ preview, idle }: { preview: Answer<ChangePreview>; idle: string }) {
  if (preview.state === "idle") return <p className="muted">{idle}</p>;
  if (preview.state !== "ready") return <PeopleImpact state={preview.state} onRetry={preview.retry} />;
  const { summary, refusal, givesFullAdmin } = preview.value;
  return (
    <>
      {refusal && (
        <Note kind="bad" announce>
          {refusal}
        </Note>
      )}
      {summary && (
        <PeopleImpact state="ready" summary={summary} warnings={givesFullAdmin ? [fullAdminWarning] : []} />
      )}
      {summary && summary.counts.gain + summary.counts.lose === 0 && (
        <p className="muted">Nobody’s access changes: the same comes from elsewhere.</p>
      )}
    </>
  );
}

/** Whether the change may be confirmed: its effect was shown, and nothing stands against it. */
export function isConfirmable(preview: Answer<ChangePreview>): boolean {
  return preview.state === "ready" && preview.value.refusal === null;
}
