import { queryRoute } from "@/lib/doorway/route";
import { previewRemoval } from "@/lib/teams/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewRemoval);
