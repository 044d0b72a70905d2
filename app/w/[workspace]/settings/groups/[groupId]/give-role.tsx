"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { RoleChoice } from "@/lib/members/detail";
import { RolePicker } from "../../members/role-picker";
import { giveGroupRoleAction } from "../actions";
import { Effect, isConfirmable } from "../effect";
import { useChange } from "../use-change";
import { usePreview } from "../use-preview";
import { given, Reason } from "./reason";

type Props = { workspace: string; group: { id: string; name: string }; roles: readonly RoleChoice[] };

/** Gives the group a role on the workspace. */
export function GiveRole(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="s" icon="plus" onClick={() => setOpen(true)}>
        Add role
      </Button>
      {open && <GiveRoleDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function GiveRoleDialog({ workspace, group, roles, onClose }: Props & { onClose: () => void }) {
  const [roleId, setRoleId] = useState("");
  const [endsOn, setEndsOn] = useState("");
  const [reviewOn, setReviewOn] = useState("");
  const [reason, setReason] = useState("");
  const { run, busy, refused, dialog } = useChange(workspace, giveGroupRoleAction);
  const preview = usePreview(
    workspace,
    group.id,
    roleId ? { kind: "give", roleId, ...(endsOn ? { endsOn } : {}) } : null,
  );
  const role = roles.find(({ id }) => id === roleId);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const dates = { ...(endsOn ? { endsOn } : {}), ...(reviewOn ? { reviewOn } : {}) };
    const input = { groupId: group.id, roleId, ...dates, ...given(reason) };
    if (await run(input, ({ name }) => `${name} gives ${role?.name} now.`)) onClose();
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Add a role to ${group.name}`}
        size="l"
        onEscape={() => !busy && reason === ""}
      >
        <form onSubmit={submit}>
          <div className="two">
            <div>
              {refused && <Note kind="bad">{refused.message}</Note>}
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
              <Reason value={reason} error={refused?.fields?.reason} onChange={setReason} />
            </div>
            <aside aria-label="Effect">
              <h3>What changes</h3>
              <Effect preview={preview} idle="Choose a role to see who gains what." />
            </aside>
          </div>
          <DialogFooter consequence="For all members of the group, at once.">
            <Button type="submit" kind="primary" busy={busy} disabled={!role || !isConfirmable(preview)}>
              Add role
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
