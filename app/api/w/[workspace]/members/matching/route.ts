import { queryRoute } from "@/lib/doorway/route";
import { membersMatching } from "@/lib/members/bulk";

export const dynamic = "force-dynamic";
export const GET = queryRoute(membersMatching);
