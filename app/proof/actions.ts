"use server";

import { action } from "@/lib/doorway/action";
import { confirmCode, requestCode } from "@/lib/sessions/commands";

export const requestCodeAction = action(requestCode);
export const confirmCodeAction = action(confirmCode);
