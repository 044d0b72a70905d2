import { queryRoute } from "@/lib/doorway/route";
import { previewCompletion } from "@/lib/resources/previews";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewCompletion);
