"use server";

import { action } from "@/lib/doorway/action";
import { giveBack } from "@/lib/home/giving-back";
import { signOut } from "@/lib/sessions/commands";

export const signOutAction = action(signOut);
export const giveBackAction = action(giveBack);
