export { ready as GET } from "@/lib/doorway/health";

export const dynamic = "force-dynamic";
