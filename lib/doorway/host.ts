import { siteSettings } from "@/lib/settings";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The origin that pages have which are asked for under this Host: the site's own, in the demo that of any loopback name.
 * Null for a Host that is not ours: somebody's name may lead to our address (DNS rebinding).
 */
export function ownOrigin(host: string | null): string | null {
  const { url, demo } = siteSettings();
  const site = new URL(url);
  if (!host || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`${site.protocol}//${host}`)) return null;
  const asked = new URL(`${site.protocol}//${host}`);
  return asked.host === site.host || (demo && loopback.has(asked.hostname)) ? asked.origin : null;
}
