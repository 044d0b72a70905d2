"use server";

import { action } from "@/lib/doorway/action";
import {
  addMembers,
  createGroup,
  deleteGroup,
  endGroupGrant,
  giveGroupRole,
  removeMembers,
  reviseGroup,
} from "@/lib/groups/commands";

export const createGroupAction = action(createGroup);
export const reviseGroupAction = action(reviseGroup);
export const addMembersAction = action(addMembers);
export const removeMembersAction = action(removeMembers);
export const giveGroupRoleAction = action(giveGroupRole);
export const endGroupGrantAction = action(endGroupGrant);
export const deleteGroupAction = action(deleteGroup);
