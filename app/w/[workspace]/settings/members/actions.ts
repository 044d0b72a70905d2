"use server";

import { action } from "@/lib/doorway/action";
import {
  addRole,
  deactivateMany,
  deactivateMember,
  endRole,
  makeRole,
  makeRoleOfMany,
  reactivateMember,
  revokeAccess,
} from "@/lib/members/commands";
import { endMemberSessions } from "@/lib/members/sessions";

export const makeRoleAction = action(makeRole);
export const addRoleAction = action(addRole);
export const endRoleAction = action(endRole);
export const deactivateMemberAction = action(deactivateMember);
export const reactivateMemberAction = action(reactivateMember);
export const revokeAccessAction = action(revokeAccess);
export const endMemberSessionsAction = action(endMemberSessions);
export const makeRoleOfManyAction = action(makeRoleOfMany);
export const deactivateManyAction = action(deactivateMany);
