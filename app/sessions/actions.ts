"use server";

import { action } from "@/lib/doorway/action";
import { endOtherSessions, endSession } from "@/lib/sessions/commands";

export const endSessionAction = action(endSession);
export const endOtherSessionsAction = action(endOtherSessions);
