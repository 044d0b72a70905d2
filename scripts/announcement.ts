import { signIns } from "./seed/sign-ins.ts";
import type { Site } from "./site.ts";

const usual = 3000;

/** Tells that Remit serves, and in the demo who one can sign in as. */
export function announce(site: Site, askedPort: string | undefined): void {
  if (!askedPort && site.port !== usual)
    console.log(`Port ${usual} is in use: serving on ${site.port} instead.`);
  console.log(`Remit is ready: ${site.demo ? site.url : `http://localhost:${site.port}`}`);
  if (!site.demo) return;
  const width = Math.max(...signIns.map(({ email }) => email.length));
  console.log("\nSign in as");
  for (const { email, what } of signIns) console.log(`  ${email.padEnd(width)}  ${what}`);
  console.log(`\nThe links arrive in the mailbox: ${site.url}/mailbox`);
  console.log(`Data and logs are in ${site.demo.folder}. Ctrl-C stops everything.`);
}
