import { queryRoute } from "@/lib/doorway/route";
import { roleForm } from "@/lib/roles/form";

export const dynamic = "force-dynamic";
export const GET = queryRoute(roleForm);
