import { evaluation } from "@/lib/decisions/evaluation";

export const POST = evaluation;
