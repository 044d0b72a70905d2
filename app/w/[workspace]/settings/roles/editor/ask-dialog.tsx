import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import { agreeing } from "@/lib/words/counts";
import type { RoleDraft, Step } from "./draft";

/** Asks before more goes than was asked for. */
export function AskDialog({
  step,
  onChoice,
}: {
  step: Exclude<Step, { kind: "done" }>;
  /** Null: everything stays. */
  onChoice: (draft: RoleDraft | null) => void;
}) {
  const close = (open: boolean) => !open && onChoice(null);
  if (step.kind === "falls") {
    const count = step.falls.length + 1;
    return (
      <Dialog open onOpenChange={close} title={`Take ${labelOf(step.removed)} away`} size="s">
        <div className="body">
          <p>{agreeing(step.falls.length, "This needs it, and falls", "These need it, and fall")} with it:</p>
          <Names ids={step.falls} />
        </div>
        <DialogFooter consequence="Nothing is saved yet." cancel="Keep">
          <Button kind="danger" onClick={() => onChoice(step.after)}>
            Take {count === 2 ? "both" : `all ${count}`} away
          </Button>
        </DialogFooter>
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={close} title={`What came along with ${labelOf(step.cause)}`} size="s">
      <div className="body">
        <p>
          The role holds {agreeing(step.left.length, "this", "these")} because of it. Without it, keep or take
          away:
        </p>
        <Names ids={step.left} />
      </div>
      <DialogFooter>
        <Button onClick={() => onChoice(step.keep)}>Keep {agreeing(step.left.length, "it", "them")}</Button>
        <Button kind="primary" onClick={() => onChoice(step.take)}>
          Take away too
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Names({ ids }: { ids: readonly PermissionId[] }) {
  return (
    <ul className="names">
      {ids.map((id) => (
        <li key={id}>{labelOf(id)}</li>
      ))}
    </ul>
  );
}
