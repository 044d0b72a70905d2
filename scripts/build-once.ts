import { build } from "./build.ts";
import { giveUp } from "./refusal.ts";

await build().catch(giveUp);
