import { queryRoute } from "@/lib/doorway/route";
import { objectPath } from "@/lib/resources/tree";

export const dynamic = "force-dynamic";
export const GET = queryRoute(objectPath);
