import type { Metadata } from "next";
import { PublicShell, Sheet } from "@/components/shell/public-shell";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { safePath } from "@/lib/doorway/safe-path";
import { Email } from "@/lib/fields/input";
import { howItWorks } from "../how-it-works";
import { Resend } from "./resend";

export const metadata: Metadata = { title: "Look into your mail" };

export default async function SentPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const search = await searchParams;
  const address = Email.safeParse(search.email);
  const next = safePath(search.next);
  return (
    <PublicShell>
      <Sheet
        title="Look into your mail"
        lead={
          <>
            If {address.success ? <b>{address.data}</b> : "your address"} belongs to a member, a link is on
            its way.
          </>
        }
        aside={howItWorks(1)}
      >
        <div className="form">
          {address.success && <Resend email={address.data} {...(next === "/" ? {} : { next })} />}
          <LinkButton
            kind="quiet"
            size="l"
            href={next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`}
          >
            Use another address
          </LinkButton>
        </div>
        <p className="until">
          <Icon name="clock" />
          The link works for 10 minutes, once.
        </p>
      </Sheet>
    </PublicShell>
  );
}
