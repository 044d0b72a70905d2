import { install, root } from "./install.mjs";

process.chdir(root);
install();
const { register } = await import("tsx/esm/api");
register();
const { runTests } = await import("./test-run.ts");
await runTests(process.argv.slice(2));
