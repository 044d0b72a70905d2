import { evaluations } from "@/lib/decisions/evaluation";

export const POST = evaluations;
