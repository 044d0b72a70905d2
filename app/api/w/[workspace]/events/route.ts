import { accessEvents } from "@/lib/home/events";

export const dynamic = "force-dynamic";
export const GET = accessEvents;
