import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PublicShell, Sheet } from "@/components/shell/public-shell";
import { Icon } from "@/components/ui/icon";
import { safePath } from "@/lib/doorway/safe-path";
import { ownSessions } from "@/lib/sessions/queries";
import { howItWorks } from "./how-it-works";
import { LinkForm } from "./link-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = safePath((await searchParams).next);
  if (await ownSessions()) redirect(next);
  return (
    <PublicShell>
      <Sheet title="Sign in to Remit" lead="No password: we send you a link." aside={howItWorks(0)}>
        <LinkForm {...(next === "/" ? {} : { next })} />
        <p className="until">
          <Icon name="info" />
          The answer is the same for every address, known or not.
        </p>
      </Sheet>
    </PublicShell>
  );
}
