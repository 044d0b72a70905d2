import type { InvitationChoices } from "@/lib/invitations/choices";
import { BulkDialog } from "./bulk-dialog";
import { InviteDialog } from "./invite-dialog";

/** Invite many, or one. */
export function InviteButtons(props: { workspace: string; choices: InvitationChoices }) {
  return (
    <>
      <BulkDialog {...props} />
      <InviteDialog {...props} />
    </>
  );
}
