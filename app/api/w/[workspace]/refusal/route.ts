import { queryRoute } from "@/lib/doorway/route";
import { refusalReason } from "@/lib/home/refusal";

export const dynamic = "force-dynamic";
export const GET = queryRoute(refusalReason);
