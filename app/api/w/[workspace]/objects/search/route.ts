import { queryRoute } from "@/lib/doorway/route";
import { searchObjects } from "@/lib/resources/search";

export const dynamic = "force-dynamic";
export const GET = queryRoute(searchObjects);
