import { subjectSearch } from "@/lib/decisions/search";

export const POST = subjectSearch;
