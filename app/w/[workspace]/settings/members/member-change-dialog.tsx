"use client";

import { useState } from "react";
import { ChangeDialog } from "@/app/w/[workspace]/change-dialog";
import { beyondThem } from "@/app/w/[workspace]/locked";
import { RolePicker } from "@/app/w/[workspace]/role-picker";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { noValidity, sentEnd, sentValidity, ValidityFields } from "@/app/w/[workspace]/validity-fields";
import { WhyNotAny } from "@/app/w/[workspace]/why-not";
import { ImpactPreview } from "@/components/impact-preview";
import { Note } from "@/components/ui/note";
import type { RoleChoice } from "@/lib/roles/choices";
import { agreeing, listedUpTo } from "@/lib/words/counts";
import {
  actionFor,
  type ChosenChange,
  consequenceOf,
  doneWords,
  type MemberRef,
  titleOf,
  verbOf,
} from "./change-words";

/** Shows who gains and loses what, and carries the change out once it is confirmed. What was typed stays on a refusal. */
export function MemberChangeDialog({
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
  const [roleId, setRoleId] = useState("roleId" in change ? (change.roleId ?? "") : "");
  const [validity, setValidity] = useState(noValidity);
  const [dropsEnd, setDropsEnd] = useState(false);
  const role = roles.find(({ id }) => id === roleId);
  const givesRole = change.kind === "make" || change.kind === "add";
  const end = sentEnd(validity.endsOn, dropsEnd);
  const preview = useAnswer(
    workspace,
    `members.${commandOf[change.kind]}.preview`,
    questionOf(member, change, roleId, end),
  );
  const refusal = preview.state === "ready" ? preview.value.refusal : null;

  const keptEnd = preview.state === "ready" && "keptEnd" in preview.value ? preview.value.keptEnd : null;
  const missing = preview.state === "ready" ? preview.value.missing : [];
  const note = refusal && (
    <Note kind="bad">
      {refusal} <WhyNotAny locked={beyondThem("give", missing)} about={`give ${role?.name ?? "this role"}`} />
    </Note>
  );
  const impact = preview.state !== "idle" && (
    <ImpactPreview
      state={preview.state}
      onRetry={preview.retry}
      {...(preview.state === "ready"
        ? {
            ...(preview.value.impact ? { impact: preview.value.impact } : {}),
            fullAdmin: preview.value.givesFullAdmin,
            warnings: remaining(preview.value),
          }
        : {})}
    />
  );
  return (
    <ChangeDialog
      workspace={workspace}
      title={titleOf(change, member.name, role?.name)}
      verb={verbOf(change, role?.name)}
      danger={change.kind === "revoke" || change.kind === "deactivate"}
      consequence={consequenceOf(change, member.name)}
      effect={
        givesRole ? (
          roleId ? (
            impact
          ) : (
            <p className="muted">Choose a role to see who gains and loses what.</p>
          )
        ) : (
          <>
            {note}
            {impact}
          </>
        )
      }
      preview={preview}
      act={actionFor(change)}
      input={{
        membershipId: member.membershipId,
        ...(givesRole ? { roleId, ...sentValidity(validity), ...end } : {}),
        ...(change.kind === "end" ? { grantId: change.grantId } : {}),
      }}
      told={({ name }) => doneWords(change, name, role?.name)}
      onClose={onClose}
    >
      {givesRole &&
        ((refused) => (
          <>
            {note}
            <RolePicker roles={roles} value={roleId} onChange={setRoleId} />
            <ValidityFields value={validity} errors={refused} onChange={setValidity} />
            {keptEnd && !validity.endsOn && (
              <Note>
                {dropsEnd ? `${keptEnd} → no end date.` : `The end date stays: ${keptEnd}.`}{" "}
                <button type="button" className="link" onClick={() => setDropsEnd(!dropsEnd)}>
                  {dropsEnd ? "Keep the end date" : "No end date instead"}
                </button>
              </Note>
            )}
          </>
        ))}
    </ChangeDialog>
  );
}

type Remaining = { stays?: string[]; ends?: string[]; invitations?: number };

function remaining({ stays = [], ends = [], invitations = 0 }: Remaining): string[] {
  return [
    ...(ends.length > 0 ? [`${ends.join(", ")} ${agreeing(ends.length, "ends", "end")}.`] : []),
    ...(stays.length > 0
      ? [`${listedUpTo(6, stays, "more", "more")} ${agreeing(stays.length, "stays", "stay")}.`]
      : []),
    ...(invitations > 0 ? [strandedWords(invitations)] : []),
  ];
}

/** Invitations are taken up under the access of whoever sent them. */
function strandedWords(invitations: number): string {
  return invitations === 1
    ? "1 pending invitation that they sent can no longer be accepted. Resend it to answer for it yourself."
    : `${invitations} pending invitations that they sent can no longer be accepted. Resend them to answer for them yourself.`;
}

const commandOf = {
  make: "make-role",
  add: "add-role",
  end: "end-role",
  deactivate: "deactivate",
  reactivate: "reactivate",
  revoke: "revoke",
} as const;

function questionOf(
  { membershipId }: MemberRef,
  change: ChosenChange,
  roleId: string,
  end: { endsOn?: string | null },
) {
  if (change.kind === "end") return { membershipId, grantId: change.grantId };
  if (change.kind !== "make" && change.kind !== "add") return { membershipId };
  return roleId ? { membershipId, roleId, ...end } : null;
}
