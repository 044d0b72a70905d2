"use server";

import { action } from "@/lib/doorway/action";
import { deactivateMany, makeRoleOfMany } from "@/lib/members/bulk";
import {
  addRole,
  deactivateMember,
  endMemberSessions,
  endRole,
  makeRole,
  reactivateMember,
  revokeAccess,
} from "@/lib/members/commands";

export const makeRoleAction = action(makeRole);
export const addRoleAction = action(addRole);
export const endRoleAction = action(endRole);
export const deactivateMemberAction = action(deactivateMember);
export const reactivateMemberAction = action(reactivateMember);
export const revokeAccessAction = action(revokeAccess);
export const endMemberSessionsAction = action(endMemberSessions);
export const makeRoleOfManyAction = action(makeRoleOfMany);
export const deactivateManyAction = action(deactivateMany);
