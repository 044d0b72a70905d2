"use server";

import { action, queryAction } from "@/lib/doorway/action";
import { checkAddresses } from "@/lib/invitations/check";
import { inviteMany, inviteMember, removeInvitation, resendInvitation } from "@/lib/invitations/commands";

export const inviteMemberAction = action(inviteMember);
export const inviteManyAction = action(inviteMany);
export const checkAddressesAction = queryAction(checkAddresses);
export const resendInvitationAction = action(resendInvitation);
export const removeInvitationAction = action(removeInvitation);
