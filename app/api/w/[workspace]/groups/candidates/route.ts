import { queryRoute } from "@/lib/doorway/route";
import { candidates } from "@/lib/groups/members";

export const dynamic = "force-dynamic";
export const GET = queryRoute(candidates);
