import { accessEvents } from "@/lib/home/stream";

export const dynamic = "force-dynamic";
export const GET = accessEvents;
