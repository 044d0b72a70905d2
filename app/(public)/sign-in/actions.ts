"use server";

import { action } from "@/lib/doorway/action";
import { requestSignInLink } from "@/lib/sessions/commands";

export const requestSignInLinkAction = action(requestSignInLink);
