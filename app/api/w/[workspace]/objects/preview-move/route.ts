import { queryRoute } from "@/lib/doorway/route";
import { previewMove } from "@/lib/resources/previews";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewMove);
