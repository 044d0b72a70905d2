"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useShortcut } from "@/components/ui/shortcut";
import type { InvitationChoices } from "@/lib/invitations/choices";
import { useChange } from "../../../use-change";
import { useOpenedDialog } from "../../../use-opened";
import { AccessEnds } from "./access-ends";
import { inviteMemberAction } from "./actions";
import { AddressField } from "./address-field";
import { type Draft, emptyDraft, inputOf, isTouched } from "./draft";
import { GroupPicker } from "./group-picker";
import { RolePicker } from "./role-picker";
import { WhatItGives } from "./what-it-gives";
import "./invite.css";

/**
 * The button "Invite member" (key I) with its dialog: who is invited on the left, what they will be able to do on the
 * right. What was chosen stays until it is sent, through refusals and through closing.
 */
export function InviteDialog({ workspace, choices }: { workspace: string; choices: InvitationChoices }) {
  const { send, busy, refused, forget, dialog } = useChange(workspace);
  const [open, setOpen] = useOpenedDialog("invite");
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  useShortcut("i", () => setOpen(true));
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    forget();
  };

  const invite = async (event: FormEvent) => {
    event.preventDefault();
    const input = inputOf(draft, new Date(), choices.timeZone);
    const told = ({ email }: { email: string }) => `The invitation is on its way to ${email}.`;
    if (!(await send(inviteMemberAction, input, told, "This invitation offers Admin."))) return;
    setDraft(emptyDraft);
    setOpen(false);
  };
  const fields = refused?.fields ?? {};

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button kind="primary" icon="plus" shortcut="I">
            Invite member
          </Button>
        }
        title="Invite member"
        size="l"
        onEscape={() => !busy && !isTouched(draft)}
      >
        <form className="invite" onSubmit={invite} noValidate>
          <div className="two">
            <div>
              {refused && !hasField(fields) && (
                <Note kind="bad" announce>
                  {refused.message}
                </Note>
              )}
              <AddressField
                workspace={workspace}
                value={draft.email}
                error={fields.email}
                onChange={(email) => change({ email })}
              />
              <RolePicker draft={draft} choices={choices} fields={fields} onChange={change} />
              <GroupPicker
                groups={choices.groups}
                chosen={draft.groupIds}
                error={fields.groupIds}
                onChange={(groupIds) => change({ groupIds })}
              />
              <AccessEnds draft={draft} timeZone={choices.timeZone} error={fields.endsOn} onChange={change} />
            </div>
            <WhatItGives draft={draft} choices={choices} />
          </div>
          <DialogFooter consequence="They join after giving a code sent to this address.">
            <Button kind="primary" type="submit" icon="send" busy={busy}>
              Send invitation
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}

const shownAtField = ["email", "roleIds", "place", "place.roleId", "place.resourceId", "groupIds", "endsOn"];

function hasField(fields: Record<string, string>): boolean {
  return Object.keys(fields).some((name) => shownAtField.includes(name));
}
