"use server";

import { action } from "@/lib/doorway/action";
import { inviteMany, inviteMember, removeInvitation, resendInvitation } from "@/lib/invitations/commands";

export const inviteMemberAction = action(inviteMember);
export const inviteManyAction = action(inviteMany);
export const resendInvitationAction = action(resendInvitation);
export const removeInvitationAction = action(removeInvitation);
