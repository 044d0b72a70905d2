import { queryRoute } from "@/lib/doorway/route";
import { previewLeave } from "@/lib/teams/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewLeave);
