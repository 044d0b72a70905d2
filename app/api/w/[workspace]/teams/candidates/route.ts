import { queryRoute } from "@/lib/doorway/route";
import { candidatesFor } from "@/lib/teams/candidates";

export const dynamic = "force-dynamic";
export const GET = queryRoute(candidatesFor);
