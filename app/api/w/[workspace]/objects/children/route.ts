import { queryRoute } from "@/lib/doorway/route";
import { objectChildren } from "@/lib/resources/tree";

export const dynamic = "force-dynamic";
export const GET = queryRoute(objectChildren);
