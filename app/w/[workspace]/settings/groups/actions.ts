"use server";

import { action, queryAction } from "@/lib/doorway/action";
import {
  addMembers,
  createGroup,
  deleteGroup,
  endGroupGrant,
  giveGroupRole,
  removeMembers,
  reviseGroup,
} from "@/lib/groups/commands";
import { pastedList } from "@/lib/groups/pasted";
import { previewGroupChange } from "@/lib/groups/preview";

export const createGroupAction = action(createGroup);
export const reviseGroupAction = action(reviseGroup);
export const addMembersAction = action(addMembers);
export const removeMembersAction = action(removeMembers);
export const giveGroupRoleAction = action(giveGroupRole);
export const endGroupGrantAction = action(endGroupGrant);
export const deleteGroupAction = action(deleteGroup);
export const previewGroupChangeAction = queryAction(previewGroupChange);
export const pastedListAction = queryAction(pastedList);
