import { answering } from "@/lib/doorway/route";
import { candidatesFor } from "@/lib/teams/candidates";

export const dynamic = "force-dynamic";
export const GET = answering(candidatesFor);
