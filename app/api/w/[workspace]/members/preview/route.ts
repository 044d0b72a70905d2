import { answering } from "@/lib/doorway/route";
import { previewChange } from "@/lib/members/detail";

export const dynamic = "force-dynamic";
export const GET = answering(previewChange);
