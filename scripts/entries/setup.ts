import { setUp } from "@/lib/accounts/setup";
import { orComplain } from "./complaint.ts";

const [email = "", account = "", workspace = ""] = process.argv.slice(2);
await orComplain(() => setUp({ ownerUrl: process.env.DATABASE_URL ?? "", email, account, workspace }));
