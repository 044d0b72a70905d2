"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { LeftOut, Outcome } from "@/app/w/[workspace]/bulk-outcome";
import { ConfirmDialog } from "@/app/w/[workspace]/change-dialog";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { type Part, type SentPart, useParts } from "@/app/w/[workspace]/use-parts";
import { sentEnd } from "@/app/w/[workspace]/validity-fields";
import { fullAdminWarning } from "@/components/impact-preview";
import { PeopleImpact } from "@/components/people-impact";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { ChangedRow } from "@/lib/changes/plan";
import { mostChanged } from "@/lib/members/input";
import { agreeing, counted, numberWords } from "@/lib/words/counts";
import { deactivateManyAction, makeRoleOfManyAction } from "./actions";

export type ManyChange = { kind: "make"; roleId: string; roleName: string } | { kind: "deactivate" };

/**
 * Shows what a change of many gives and takes and whom it leaves out, carries it out once it is confirmed, and then
 * tells of each what became of them. `onClose(true)` when something was done.
 */
export function BulkChangeDialog({
  workspace,
  change,
  membershipIds,
  onClose,
}: {
  workspace: string;
  change: ManyChange;
  membershipIds: readonly string[];
  onClose: (done: boolean) => void;
}) {
  const router = useRouter();
  const [endsOn, setEndsOn] = useState("");
  const [dropsEnds, setDropsEnds] = useState(false);
  const sending = useParts<string, ChangedRow>(workspace, { partsOf });
  const outcome = outcomeOf(sending.sent);
  const makes = change.kind === "make";
  const end = makes ? sentEnd(endsOn, dropsEnds) : {};
  const preview = useAnswer(
    workspace,
    makes ? "members.make-role-many.preview" : "members.deactivate-many.preview",
    makes ? { membershipIds, roleId: change.roleId, ...end } : { membershipIds },
  );
  const plan = preview.state === "ready" ? preview.value : null;
  const busy = sending.state === "sending";
  const title = makes
    ? `Make ${counted(membershipIds.length, "member")} ${change.roleName}`
    : `Deactivate ${counted(membershipIds.length, "member")}`;

  const confirm = async (reason: { reason?: string }) => {
    const input = { ...end, ...reason };
    await (makes
      ? sending.start(makeRoleOfManyAction, membershipIds, { roleId: change.roleId, ...input })
      : sending.start(deactivateManyAction, membershipIds, input));
    router.refresh();
  };

  if (outcome.rows.length > 0)
    return (
      <>
        <Dialog open onOpenChange={() => !busy && onClose(true)} title={title} size="m">
          <BulkOutcome
            rows={outcome.rows}
            failed={busy ? null : outcome.failed}
            retry={sending.retry}
            workspace={workspace}
            roleName={makes ? change.roleName : null}
          />
        </Dialog>
        {sending.dialog}
      </>
    );

  return (
    <ConfirmDialog
      title={title}
      verb={verbOf(change, plan?.due)}
      danger={!makes}
      consequence={plan ? consequenceOf(plan.due, plan.left.length) : ""}
      effect={
        preview.state === "failed" ? (
          <Note kind="bad" announce>
            {preview.message}{" "}
            <button type="button" className="link" onClick={preview.retry}>
              Try again
            </button>
          </Note>
        ) : (
          <PeopleImpact
            state={plan ? "ready" : "loading"}
            summary={plan?.summary ?? undefined}
            warnings={plan?.givesFullAdmin ? [fullAdminWarning] : []}
          />
        )
      }
      reasonHelp="Optional. Kept in the audit log of each of them."
      ready={plan !== null && plan.due > 0}
      change={{ busy, refused: outcome.failed, dialog: sending.dialog }}
      onConfirm={confirm}
      onClose={() => onClose(false)}
    >
      {makes ? (
        <>
          <p className="muted">
            {change.roleName} takes the place of the roles that each of them holds directly on the workspace.
            Roles through groups, teams and products stay.
          </p>
          <Field
            label="Access ends"
            type="date"
            value={endsOn}
            onChange={(event) => setEndsOn(event.target.value)}
          />
          {!endsOn && (
            <Note>
              {dropsEnds
                ? `${change.roleName} has no end date for any of them.`
                : "Whoever has an end date now keeps it."}{" "}
              <button type="button" className="link" onClick={() => setDropsEnds(!dropsEnds)}>
                {dropsEnds ? "Keep their end dates" : "No end date instead"}
              </button>
            </Note>
          )}
        </>
      ) : (
        <p className="muted">
          They are out at once, open tabs included. Roles, groups and history stay, and a reactivation gives
          back what has not expired.
        </p>
      )}
      {plan && plan.left.length > 0 && <LeftOut rows={plan.left} />}
    </ConfirmDialog>
  );
}

function verbOf(change: ManyChange, due: number | undefined): string {
  const count = due === undefined ? "" : ` ${numberWords(due)}`;
  return change.kind === "make" ? `Make${count} ${change.roleName}` : `Deactivate${count}`;
}

function consequenceOf(due: number, left: number): string {
  if (due === 0) return "Nobody would be changed.";
  return `${counted(due, "member")} ${agreeing(due, "is", "are")} changed${left > 0 ? `, ${left} left as they are` : ""}. Each gets a mail.`;
}

function partsOf(membershipIds: readonly string[]): Part<string>[] {
  const parts: Part<string>[] = [];
  for (let from = 0; from < membershipIds.length; from += mostChanged) {
    const items = membershipIds.slice(from, from + mostChanged);
    parts.push({ items, input: { membershipIds: items } });
  }
  return parts;
}

/** What became of each who was answered for; of how many nobody knows, and why. */
function outcomeOf(sent: readonly SentPart<string, ChangedRow>[]) {
  const rows = sent.flatMap(({ outcome }) => (outcome?.ok ? outcome.value.rows : []));
  const others = sent.filter(({ outcome }) => !outcome?.ok);
  const last = others.findLast(({ outcome }) => outcome)?.outcome;
  const members = others.reduce((sum, { part }) => sum + part.items.length, 0);
  const message = last && !last.ok ? last.message : "The change was stopped before.";
  return { rows, failed: members > 0 && (last || rows.length > 0) ? { members, message } : null };
}

/** What became of each whose role or standing was changed. */
function BulkOutcome({
  rows,
  failed,
  retry,
  workspace,
  roleName,
}: ReturnType<typeof outcomeOf> & {
  retry: () => void;
  workspace: string;
  roleName: string | null;
}) {
  return (
    <Outcome
      rows={rows}
      workspace={workspace}
      done={roleName ? `${roleName} now` : "deactivated"}
      action={roleName ? "member.role-changed" : "member.deactivated"}
    >
      {failed && (
        <Note kind="bad" announce>
          {failed.members} were not changed. {failed.message}{" "}
          <button type="button" className="link" onClick={retry}>
            Try these again
          </button>
        </Note>
      )}
    </Outcome>
  );
}
