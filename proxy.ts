import { type NextRequest, NextResponse } from "next/server";
import { ownOrigin } from "@/lib/doorway/host";

/**
 * Adds the Content-Security-Policy, with a nonce that the framework puts on its own scripts, and notes the address so
 * that signing in leads back to it; refuses whoever asks under a name that is not ours. Nothing is authorised here: that is the doorway's, and its tests pass without this.
 */
export function proxy(request: NextRequest) {
  if (!ownOrigin(request.headers.get("host")))
    return new NextResponse("Remit is not served under this name.", { status: 421 });
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-remit-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // Health and readiness are asked for under any name; the doorway looks at that of the other handlers itself.
  matcher: ["/((?!_next/static|api/|access/|icon.svg).*)"],
};
