import { queryRoute } from "@/lib/doorway/route";
import { previewAddition } from "@/lib/teams/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewAddition);
