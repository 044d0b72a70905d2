import { queryRoute } from "@/lib/doorway/route";
import { previewRole } from "@/lib/roles/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewRole);
