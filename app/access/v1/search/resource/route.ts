import { resourceSearch } from "@/lib/decisions/search";

export const POST = resourceSearch;
