import type { NextConfig } from "next";

const always = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Not no-referrer: Chromium would then post forms with `Origin: null`, which the doorway refuses.
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const neverStored = [{ key: "Cache-Control", value: "private, no-store" }];

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  serverExternalPackages: ["postgres", "pino", "graphile-worker", "rate-limiter-flexible"],
  // A list of addresses has up to 1 MB, and some more for how it is sent.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "3mb" } },
  // `npm test` runs the type checker over the whole project; a start must not pay for it again.
  typescript: { ignoreBuildErrors: true },
  // Browsers ask for it by themselves where a page names no icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [
    { source: "/:path*", headers: always },
    { source: "/((?!_next/static/).*)", headers: neverStored },
  ],
};

export default config;
