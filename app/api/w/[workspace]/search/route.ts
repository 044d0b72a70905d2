import { queryRoute } from "@/lib/doorway/route";
import { found } from "@/lib/search/queries";

export const dynamic = "force-dynamic";
export const GET = queryRoute(found);
