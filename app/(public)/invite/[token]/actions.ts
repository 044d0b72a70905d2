"use server";

import { action } from "@/lib/doorway/action";
import { acceptInvitation, beginAcceptance, completeAcceptance } from "@/lib/invitations/acceptance";

export const acceptInvitationAction = action(acceptInvitation);
export const beginAcceptanceAction = action(beginAcceptance);
export const completeAcceptanceAction = action(completeAcceptance);
