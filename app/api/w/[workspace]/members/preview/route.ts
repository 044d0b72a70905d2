import { queryRoute } from "@/lib/doorway/route";
import { previewChange } from "@/lib/members/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewChange);
