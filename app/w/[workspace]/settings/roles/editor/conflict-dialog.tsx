import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import type { RoleForm } from "@/lib/roles/form";
import { changeLines, changesBetween, onTopOf } from "./changes";
import { draftOf, type RoleDraft } from "./draft";

/** For the second of two who began from the same revision: what each changed, and how to go on. */
export function ConflictDialog({
  begun,
  mine,
  theirs,
  onClose,
  onChoice,
}: {
  begun: RoleDraft;
  mine: RoleDraft;
  theirs: RoleForm;
  onClose: () => void;
  onChoice: (draft: RoleDraft) => void;
}) {
  const now = draftOf(theirs);
  const who = theirs.role?.author ?? "Somebody";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${who} changed this role meanwhile`}
      size="l"
    >
      <div className="body conflict">
        <Side title={`${who} saved revision ${theirs.role?.number}`} lines={linesOf(begun, now)} />
        <Side title="You changed" lines={linesOf(begun, mine)} />
      </div>
      <DialogFooter consequence="Nothing is saved yet: you review it again." cancel="Back to the form">
        <Button onClick={() => onChoice(now)}>Take over theirs</Button>
        <Button kind="primary" onClick={() => onChoice(onTopOf(now, begun, mine))}>
          Keep mine on top
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function linesOf(before: RoleDraft, after: RoleDraft): string[] {
  return changeLines(changesBetween(before, after), after);
}

function Side({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {lines.length === 0 && <p className="muted">Nothing that differs.</p>}
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
