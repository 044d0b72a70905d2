import { queryRoute } from "@/lib/doorway/route";
import { previewGivingBack } from "@/lib/home/giving-back";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewGivingBack);
