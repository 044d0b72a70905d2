import { queryRoute } from "@/lib/doorway/route";
import { previewRestoration } from "@/lib/roles/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewRestoration);
