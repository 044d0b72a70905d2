import { install, root } from "./install.mjs";

const asked = process.cwd();
install();
process.chdir(root);
const { register } = await import("tsx/esm/api");
register();
const { setUp } = await import("./setup.ts");
await setUp(process.argv.slice(2), asked);
