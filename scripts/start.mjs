import { install, root } from "./install.mjs";

const asked = process.cwd();
install();
process.chdir(root);
const { register } = await import("tsx/esm/api");
register();
const { serve } = await import("./serve.ts");
await serve(asked);
