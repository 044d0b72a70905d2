"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useProof } from "@/app/proof/use-proof";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { ImpactPreview } from "@/components/impact-preview";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { toast } from "@/components/ui/toast";
import type { ChangePreview, RoleChoice } from "@/lib/members/detail";
import type { PreviewChange } from "@/lib/members/input";
import { actionFor, consequenceOf, doneWords, titleOf, verbOf } from "./change-words";
import type { ChosenChange, MemberRef } from "./member-changes";
import { RolePicker } from "./role-picker";

/** Shows who gains and loses what, and carries the change out once it is confirmed. What was typed stays on a refusal. */
export function ChangeDialog({
  workspace,
  roles,
  member,
  change,
  onClose,
}: {
  workspace: string;
  roles: readonly RoleChoice[];
  member: MemberRef;
  change: ChosenChange;
  onClose: () => void;
}) {
  const router = useRouter();
  const [roleId, setRoleId] = useState("roleId" in change ? (change.roleId ?? "") : "");
  const [endsOn, setEndsOn] = useState("");
  const [reviewOn, setReviewOn] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ message: string; fields?: Record<string, string> } | null>(null);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const { run, dialog } = useProof();
  const role = roles.find(({ id }) => id === roleId);
  const givesRole = change.kind === "make" || change.kind === "add";
  const preview = useAnswer<ChangePreview>(
    workspace,
    "members/preview",
    questionOf(member, change, roleId, endsOn),
  );
  const refusal = preview.state === "ready" ? preview.value.refusal : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused(null);
    const outcome = await run(actionFor(change), {
      workspace,
      idempotencyKey,
      membershipId: member.membershipId,
      ...(givesRole ? { roleId, ...(endsOn ? { endsOn } : {}), ...(reviewOn ? { reviewOn } : {}) } : {}),
      ...(change.kind === "end" ? { grantId: change.grantId } : {}),
      ...(reason.trim() ? { reason } : {}),
    });
    setBusy(false);
    if (!outcome) return;
    if (!outcome.ok) {
      setRefused(outcome);
      setKey(crypto.randomUUID());
      return;
    }
    toast.success(doneWords(change, outcome.value.name, role?.name), {
      action: {
        label: "See it in the audit log",
        href: `/w/${workspace}/settings/audit?event=${outcome.value.event}`,
      },
    });
    onClose();
    router.refresh();
  };

  const notes = (
    <>
      {refused && <Note kind="bad">{refused.message}</Note>}
      {refusal && <Note kind="bad">{refusal}</Note>}
    </>
  );
  const impact = preview.state !== "idle" && (
    <ImpactPreview
      state={preview.state}
      onRetry={preview.retry}
      {...(preview.state === "ready"
        ? {
            impact: preview.value.impact,
            fullAdmin: preview.value.givesFullAdmin,
            warnings: remaining(preview.value),
          }
        : {})}
    />
  );
  const reasonField = (
    <TextArea
      label="Reason"
      help="Optional. Kept in the audit log."
      rows={2}
      maxLength={500}
      error={refused?.fields?.reason}
      value={reason}
      onChange={(event) => setReason(event.target.value)}
    />
  );

  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={titleOf(change, member.name, role?.name)}
        size={givesRole ? "l" : "m"}
        onEscape={() => !busy && reason === ""}
      >
        <form onSubmit={submit}>
          {givesRole ? (
            <div className="two">
              <div>
                {notes}
                <RolePicker roles={roles} value={roleId} onChange={setRoleId} />
                <div className="pair">
                  <Field
                    label="Access ends"
                    type="date"
                    help="Leave empty for no end date."
                    error={refused?.fields?.endsOn}
                    value={endsOn}
                    onChange={(event) => setEndsOn(event.target.value)}
                  />
                  <Field
                    label="Review by"
                    type="date"
                    help="A day to look at it again."
                    error={refused?.fields?.reviewOn}
                    value={reviewOn}
                    onChange={(event) => setReviewOn(event.target.value)}
                  />
                </div>
                {reasonField}
              </div>
              <aside aria-label="Effect">
                <h3>What changes</h3>
                {roleId ? impact : <p className="muted">Choose a role to see who gains and loses what.</p>}
              </aside>
            </div>
          ) : (
            <div className="body">
              {notes}
              {impact}
              {reasonField}
            </div>
          )}
          <DialogFooter consequence={consequenceOf(change, member.name)}>
            <Button
              type="submit"
              kind={change.kind === "revoke" || change.kind === "deactivate" ? "danger" : "primary"}
              busy={busy}
              disabled={(givesRole && !role) || refusal !== null || preview.state === "loading"}
            >
              {verbOf(change, role?.name)}
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}

function remaining({ stays, ends }: { stays: string[]; ends: string[] }): string[] {
  return [
    ...(ends.length > 0 ? [`${ends.join(", ")} ${ends.length === 1 ? "ends" : "end"}.`] : []),
    ...(stays.length > 0 ? [`${listed(stays)} ${stays.length === 1 ? "stays" : "stay"}.`] : []),
  ];
}

const most = 6;

/** All of a few; of many the first ones, and how many more there are. */
function listed(names: string[]): string {
  const hidden = names.length - most;
  return hidden > 1 ? `${names.slice(0, most).join(", ")} and ${hidden} more` : names.join(", ");
}

function questionOf(
  { membershipId }: MemberRef,
  change: ChosenChange,
  roleId: string,
  endsOn: string,
): PreviewChange | null {
  if (change.kind === "end") return { membershipId, change: { kind: "end", grantId: change.grantId } };
  if (change.kind !== "make" && change.kind !== "add") return { membershipId, change: { kind: change.kind } };
  if (!roleId) return null;
  return { membershipId, change: { kind: change.kind, roleId, ...(endsOn ? { endsOn } : {}) } };
}
