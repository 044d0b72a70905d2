"use client";

import type { AddressState } from "@/lib/invitations/address";
import { InvitationAddress } from "@/lib/invitations/input";
import { useAnswer } from "../../../use-answer";

const pause = 300;

/** What the typed address is to the workspace; null while it is incomplete, unchecked, or could not be checked. */
export function useAddress(workspace: string, typed: string): AddressState | null {
  const parsed = InvitationAddress.safeParse({ email: typed });
  const answer = useAnswer(workspace, "invitations.address", parsed.success ? parsed.data : null, pause);
  return answer.state === "ready" ? answer.value : null;
}
