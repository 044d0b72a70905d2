"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AccessProfile } from "@/components/access-profile";
import { fullAdminWarning } from "@/components/impact-preview";
import { PeopleImpact } from "@/components/people-impact";
import { ChoiceRow, Radio } from "@/components/ui/choice";
import { Note } from "@/components/ui/note";
import type { Replacement } from "@/lib/roles/queries";
import { agreeing } from "@/lib/words/counts";
import { ChangeDialog } from "../../change-dialog";
import { useAnswer } from "../../use-answer";
import { deleteRoleAction } from "./actions";

const none = "none";

/** Deletes a role: what takes its place is chosen first, and shown with all that it gives and takes. */
export function DeleteDialog({
  workspace,
  role,
  replacements,
  leaves,
  onClose,
}: {
  workspace: string;
  role: { id: string; name: string };
  replacements: readonly Replacement[];
  /** The page of the role itself is open. */
  leaves: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const [instead, setInstead] = useState("");
  // Whether it is in use is asked even before something is chosen.
  const replacementId = instead === "" || instead === none ? null : instead;
  const preview = useAnswer(workspace, "roles.delete.preview", { roleId: role.id, replacementId });
  const inUse =
    preview.state === "ready" && (preview.value.grants ?? 0) + (preview.value.invitations ?? 0) > 0;
  const chosen = instead !== "" || (preview.state === "ready" && !inUse);
  const refusal = preview.state === "ready" && chosen ? preview.value.refusal : null;
  const known = replacements.find(({ id }) => id === instead);

  return (
    <ChangeDialog
      workspace={workspace}
      title={`Delete ${role.name}`}
      verb="Delete role"
      danger
      consequence="Its history stays in the audit log."
      effect={
        <>
          {refusal && <Note kind="bad">{refusal}</Note>}
          {preview.state === "failed" && <Note kind="bad">{preview.message}</Note>}
          {preview.state === "ready" && <p className="muted">{usageWords(preview.value)}</p>}
          {known?.fullAdmin && <Note kind="warn">{fullAdminWarning}.</Note>}
          {preview.state === "ready" && inUse && !chosen && (
            <p className="muted">Choose what takes its place to see who gains and who loses what.</p>
          )}
          {preview.state !== "idle" && chosen && (
            <PeopleImpact
              state={preview.state}
              summary={(preview.state === "ready" && preview.value.summary) || undefined}
              onRetry={preview.retry}
            />
          )}
        </>
      }
      preview={preview}
      complete={chosen}
      act={deleteRoleAction}
      input={{ roleId: role.id, replacementId }}
      told={() => `${role.name} is deleted.`}
      onDone={() => {
        onClose();
        if (leaves) router.push(`/w/${workspace}/settings/roles`);
      }}
      onClose={onClose}
    >
      <div className="role-choice">
        <b className="lab" id="instead">
          What takes its place
        </b>
        <div className="choices" role="radiogroup" aria-labelledby="instead">
          <ChoiceRow
            control={<Option value={none} chosen={instead} onChoose={setInstead} />}
            title="No other role"
            detail="What was given through it ends."
          />
          {replacements.map(({ id, name, description, levels }) => (
            <ChoiceRow
              key={id}
              control={<Option value={id} chosen={instead} onChoose={setInstead} />}
              mark={<AccessProfile levels={levels} />}
              title={name}
              detail={description}
            />
          ))}
        </div>
      </div>
    </ChangeDialog>
  );
}

function Option({
  value,
  chosen,
  onChoose,
}: {
  value: string;
  chosen: string;
  onChoose: (value: string) => void;
}) {
  return <Radio name="instead" value={value} checked={chosen === value} onChange={() => onChoose(value)} />;
}

type Usage = { grants?: number; invitations?: number };

/** "Given 14 times, and offered by 2 pending invitations." */
function usageWords({ grants = 0, invitations = 0 }: Usage): string {
  if (grants + invitations === 0) return "Nobody holds it, and no invitation offers it.";
  const given = grants === 1 ? "Given once" : `Given ${grants} times`;
  const offered = `offered by ${invitations} pending ${agreeing(invitations, "invitation", "invitations")}`;
  return grants === 0
    ? `${offered.charAt(0).toUpperCase()}${offered.slice(1)}.`
    : `${given}${invitations > 0 ? `, and ${offered}` : ""}. Ends stay as they are.`;
}
