import { queryRoute } from "@/lib/doorway/route";
import { outsiders } from "@/lib/explain/subject";

export const dynamic = "force-dynamic";
export const GET = queryRoute(outsiders);
