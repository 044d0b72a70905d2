import { signIns } from "./seed/sign-ins.ts";
import type { Site } from "./site.ts";

const usual = 3000;

/** Tells that Remit serves, and in the demo who one can sign in as. */
export function announce(site: Site, askedPort: string | undefined): void {
  const lines = [`Remit is ready: ${site.demo ? site.url : `http://localhost:${site.port}`}`];
  if (!askedPort && site.port !== usual)
    lines.unshift(`Port ${usual} is in use: serving on ${site.port} instead.`);
  if (site.demo) {
    const width = Math.max(...signIns.map(({ email }) => email.length));
    lines.push("", "Sign in as", ...signIns.map(({ email, what }) => `  ${email.padEnd(width)}  ${what}`));
    lines.push("", `The links arrive in the mailbox: ${site.url}/mailbox`);
    lines.push(`Data and logs are in ${site.demo.folder}. Ctrl-C stops everything.`);
  }
  console.log(lines.join("\n"));
}
