import { seedDemo } from "@/scripts/seed/demo";
import { orComplain } from "./complaint.ts";

await orComplain(() => seedDemo(process.env.DATABASE_URL ?? ""));
