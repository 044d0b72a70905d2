import { queryRoute } from "@/lib/doorway/route";
import { invitationAddress } from "@/lib/invitations/queries";

export const dynamic = "force-dynamic";
export const GET = queryRoute(invitationAddress);
