import { metadata } from "@/lib/decisions/metadata";

export const GET = metadata;

// The address is a setting of the running server, unknown to a build.
export const dynamic = "force-dynamic";
