import { migrate } from "@/db/migrate";
import { orComplain } from "./complaint.ts";

await orComplain(() => migrate(process.env.DATABASE_URL ?? ""));
