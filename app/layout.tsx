import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { keysCookie, rootAttributes, themeCookie } from "@/components/preferences";
import { Toaster } from "@/components/ui/toast";
import "./styles/globals.css";

export const metadata: Metadata = {
  title: { default: "Remit", template: "%s · Remit" },
  description: "Who may do what, on what, until when, and who answers for it.",
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <html lang="en" {...rootAttributes(jar.get(themeCookie)?.value, jar.get(keysCookie)?.value)}>
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
