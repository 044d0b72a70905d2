"use server";

import { action } from "@/lib/doorway/action";
import { addToTeam, leaveTeam, removeFromTeam, reviseGrant } from "@/lib/teams/commands";

export const addToTeamAction = action(addToTeam);
export const reviseGrantAction = action(reviseGrant);
export const removeFromTeamAction = action(removeFromTeam);
export const leaveTeamAction = action(leaveTeam);
