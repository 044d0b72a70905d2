import { queryRoute } from "@/lib/doorway/route";
import { previewRevision } from "@/lib/teams/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewRevision);
