/**
 * A path on this site from something a client sent as "where to go next"; `/` for whatever would lead elsewhere.
 * Source: the URL standard strips tabs and line feeds and reads `\` as `/`, hence no such character passes; it drops
 * dot segments, hence `/.//elsewhere.example` is looked at again when they are gone.
 */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || wanted.length > 2_000) return "/";
  if (/[\\\p{Cc}]/u.test(wanted)) return "/";
  const base = "http://path.invalid";
  try {
    const url = new URL(wanted, base);
    const path = `${url.pathname}${url.search}${url.hash}`;
    return url.origin === base && !path.startsWith("//") ? path : "/";
  } catch {
    return "/";
  }
}
