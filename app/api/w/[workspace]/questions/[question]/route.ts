import { questionRoute } from "@/lib/doorway/question-route";
import { questions } from "@/lib/questions";

export const dynamic = "force-dynamic";
export const POST = questionRoute(questions);
