"use server";

import { action } from "@/lib/doorway/action";
import { createKey, revokeKey } from "@/lib/keys/commands";

export const createKeyAction = action(createKey);
export const revokeKeyAction = action(revokeKey);
