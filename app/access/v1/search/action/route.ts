import { actionSearch } from "@/lib/decisions/search";

export const POST = actionSearch;
