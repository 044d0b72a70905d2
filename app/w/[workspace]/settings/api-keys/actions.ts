"use server";

import { action } from "@/lib/doorway/action";
import { changeKeyOwner, createKey, revokeKey } from "@/lib/keys/commands";

export const createKeyAction = action(createKey);
export const changeKeyOwnerAction = action(changeKeyOwner);
export const revokeKeyAction = action(revokeKey);
