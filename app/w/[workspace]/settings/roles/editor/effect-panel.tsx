"use client";

import { useEffect, useRef, useState } from "react";
import { useSubmit } from "@/app/proof/use-submit";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { toast } from "@/components/ui/toast";
import type { RoleForm } from "@/lib/roles/form";
import { ask } from "../../../ask";
import { auditLink } from "../../../audit-link";
import { Reason, sentReason } from "../../../reason";
import { useAnswer } from "../../../use-answer";
import { createRoleAction, reviseRoleAction } from "../actions";
import { RoleImpact } from "../role-impact";
import { contentsIn, type RoleDraft } from "./draft";

/** Milliseconds in which somebody may go on changing before the effect is computed. */
const settling = 350;

type Props = {
  workspace: string;
  form: RoleForm;
  draft: RoleDraft;
  ready: boolean;
  /** The effect was asked for: from here the role is saved. */
  reviewing: boolean;
  onBack: () => void;
  onRefused: (fields: Record<string, string>) => void;
  /** Somebody else saved meanwhile: the form of the role as it is now. */
  onOutdated: (theirs: RoleForm) => void;
  onSaved: (roleId: string) => void;
};

/** What saving would do, beside the form, and the last step of saving. */
export function EffectPanel(props: Props) {
  const { workspace, form, draft, ready, reviewing } = props;
  const panel = useRef<HTMLElement>(null);
  const { role } = form;
  const question = ready ? { draft: contentsIn(draft) } : null;
  const preview = useAnswer(
    workspace,
    role ? "roles.revise.preview" : "roles.create.preview",
    question && { ...question, ...(role ? { roleId: role.id } : {}) },
    settling,
  );
  const present = (preview.state === "ready" && preview.value.present) || null;
  const outdated = present !== null && role !== null && present.number !== role.number;
  const { saving, refused, reason, setReason, save, compare, dialog } = useSaving(props);
  useEffect(() => {
    if (!reviewing) return;
    panel.current?.scrollIntoView({ block: "nearest" });
    panel.current?.focus();
  }, [reviewing]);
  const blocked = preview.state !== "ready" || preview.value.refusal !== null;
  return (
    <aside ref={panel} className="effect" aria-label="Effect of your changes" tabIndex={-1}>
      <h2>If you save</h2>
      {refused && (
        <Note kind="bad" announce>
          {refused}
        </Note>
      )}
      {outdated && (
        <Note kind="warn" announce>
          {present.author ?? "Somebody"} changed this role while you were here.{" "}
          <button type="button" className="link" onClick={compare}>
            Compare
          </button>
        </Note>
      )}
      {question ? (
        <RoleImpact preview={preview} />
      ) : (
        <p className="muted">
          {draft.chosen.length === 0
            ? "Choose a level or a permission: a role holds at least one."
            : "Change something to see who gains and who loses what."}
        </p>
      )}
      {reviewing && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!blocked && !saving) void save();
          }}
        >
          <Reason value={reason} onChange={setReason} />
          <div className="row">
            <Button type="submit" kind="primary" busy={saving} disabled={blocked}>
              {role ? "Save role" : "Create role"}
            </Button>
            <Button kind="quiet" onClick={props.onBack}>
              Go on editing
            </Button>
          </div>
        </form>
      )}
      {dialog}
    </aside>
  );
}

function useSaving({ workspace, form, draft, onRefused, onOutdated, onSaved }: Props) {
  const { submit, dialog } = useSubmit(workspace);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { role, from } = form;

  const compare = async () => {
    if (!role) return;
    const theirs = await ask(workspace, "roles.form", { roleId: role.id });
    if (theirs.ok) onOutdated(theirs.value);
    else setRefused("The role as it is now could not be loaded. Try again.");
  };
  const save = async () => {
    setSaving(true);
    setRefused(null);
    const said = {
      name: draft.name,
      description: draft.description,
      draft: contentsIn(draft),
      ...sentReason(reason),
    };
    const outcome = role
      ? await submit(reviseRoleAction, { ...said, roleId: role.id, revision: role.number })
      : await submit(createRoleAction, { ...said, ...(from ? { from: from.id } : {}) });
    setSaving(false);
    if (!outcome) return;
    if (outcome.ok) {
      const { event, name } = outcome.value;
      toast.success(role ? `${name} is saved.` : `${name} is created.`, {
        action: auditLink(workspace, event),
      });
      onSaved("roleId" in outcome.value ? outcome.value.roleId : (role?.id ?? ""));
      return;
    }
    if (outcome.fields?.revision) await compare();
    else setRefused(outcome.message);
    onRefused(outcome.fields ?? {});
  };
  return { saving, refused, reason, setReason, save, compare, dialog };
}
