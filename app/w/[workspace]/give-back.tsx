"use client";

import { useState } from "react";
import { ImpactPreview } from "@/components/impact-preview";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { ChangePreview } from "@/lib/changes/preview";
import type { Own } from "@/lib/home/input";
import { giveBackAction } from "./actions";
import { ChangeDialog } from "./change-dialog";
import { type Answer, useAnswer } from "./use-answer";

type Props = {
  workspace: string;
  own: Own;
  /** The role or the group. */
  name: string;
  /** Whether the person may follow a link into the audit log. */
  seesAudit: boolean;
};

/** Gives back a role of one's own, or leaves a group; shows what one loses first. */
export function GiveBack(props: Props) {
  const [open, setOpen] = useState(false);
  const { own, name } = props;
  return (
    <>
      <Button
        size="s"
        kind="quiet"
        aria-label={own.kind === "group" ? `Leave ${name}` : `Give back ${name}`}
        onClick={() => setOpen(true)}
      >
        {own.kind === "group" ? "Leave…" : "Give back…"}
      </Button>
      {open && <GiveBackDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function GiveBackDialog({ workspace, own, name, seesAudit, onClose }: Props & { onClose: () => void }) {
  const preview = useAnswer(workspace, "home.give-back.preview", { own });
  const isGroup = own.kind === "group";
  return (
    <ChangeDialog
      workspace={workspace}
      seesAudit={seesAudit}
      title={isGroup ? `Leave the group ${name}` : `Give back ${name}`}
      verb={isGroup ? "Leave" : "Give back"}
      danger
      consequence="You cannot take it again yourself."
      effect={<Effect preview={preview} />}
      preview={preview}
      act={giveBackAction}
      input={{ own }}
      told={() => (isGroup ? `You left ${name}.` : `You gave back ${name}.`)}
      onClose={onClose}
    />
  );
}

function Effect({ preview }: { preview: Answer<ChangePreview> }) {
  if (preview.state === "idle") return null;
  if (preview.state !== "ready") return <ImpactPreview state={preview.state} onRetry={preview.retry} />;
  const { refusal, impact } = preview.value;
  if (refusal) return <Note kind="bad">{refusal}</Note>;
  return impact ? <ImpactPreview impact={impact} /> : null;
}
