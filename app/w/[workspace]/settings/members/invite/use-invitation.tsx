"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useSubmit } from "@/app/proof/use-submit";
import { auditLink } from "@/app/w/[workspace]/audit-link";
import { toast } from "@/components/ui/toast";
import type { PendingInvitation } from "@/lib/invitations/queries";
import { removeInvitationAction, resendInvitationAction } from "./actions";

export type InvitationRef = Pick<PendingInvitation, "id" | "email">;

const actions = { resend: resendInvitationAction, remove: removeInvitationAction };

/**
 * What can be done with a pending invitation. `remove` answers why not, or null when it is done or was given up; draw
 * `dialog` beside the controls.
 */
export function useInvitation(
  workspace: string,
  { id, email }: InvitationRef,
): { busy: boolean; resend: () => Promise<void>; remove: () => Promise<string | null>; dialog: ReactNode } {
  const router = useRouter();
  const { submit, dialog } = useSubmit(workspace);
  const [busy, setBusy] = useState(false);

  const carryOut = async (attempt: "resend" | "remove", done: string): Promise<string | null> => {
    setBusy(true);
    const outcome = await submit<{ event: string }>(actions[attempt], { invitationId: id }, { attempt });
    setBusy(false);
    if (!outcome?.ok) return outcome?.message ?? null;
    toast.success(done, { action: auditLink(workspace, outcome.value.event) });
    router.refresh();
    return null;
  };
  return {
    busy,
    dialog,
    resend: async () => {
      const refused = await carryOut(
        "resend",
        `A new link is on its way to ${email}. The old one no longer works.`,
      );
      if (refused) toast.error(refused);
    },
    remove: () => carryOut("remove", `The invitation of ${email} is removed.`),
  };
}
