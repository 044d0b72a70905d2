"use server";

import { action } from "@/lib/doorway/action";
import { signOut } from "@/lib/sessions/commands";

export const signOutAction = action(signOut);
