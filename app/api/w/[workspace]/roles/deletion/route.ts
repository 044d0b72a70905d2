import { queryRoute } from "@/lib/doorway/route";
import { previewDeletion } from "@/lib/roles/preview";

export const dynamic = "force-dynamic";
export const GET = queryRoute(previewDeletion);
