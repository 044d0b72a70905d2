"use server";

import { action } from "@/lib/doorway/action";
import { createRole, deleteRole, restoreRole, reviseRole } from "@/lib/roles/commands";

export const createRoleAction = action(createRole);
export const reviseRoleAction = action(reviseRole);
export const restoreRoleAction = action(restoreRole);
export const deleteRoleAction = action(deleteRole);
