import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Avatar } from "@/components/avatar";
import { PublicShell, Sheet } from "@/components/shell/public-shell";
import { Button, LinkButton } from "@/components/ui/button";
import { DeadlineRing } from "@/components/ui/deadline-ring";
import { LocalTime } from "@/components/ui/local-time";
import { millisecondsOf } from "@/components/ui/time-words";
import { safePath } from "@/lib/doorway/safe-path";
import { type LinkLanding, linkLanding } from "@/lib/sessions/queries";
import { agreeing } from "@/lib/words/counts";

export const metadata: Metadata = { title: "Sign in" };

/** Where a mailed link lands: a page to look at. Only its form, a plain POST, uses the link up. */
export default async function ConfirmPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token, email, next } = await searchParams;
  const landing = await linkLanding(token, email);
  if (!landing || typeof token !== "string") redirect("/sign-in/expired");
  const { name, askedAt, expiresAt, now } = landing;
  const minutes = Math.max(1, Math.round((millisecondsOf(expiresAt) - millisecondsOf(now)) / 60_000));
  return (
    <PublicShell>
      <Sheet
        title={`Sign in as ${name}`}
        lead="This is the page your link opened. Nothing has happened yet."
        aside={{ label: "Before you press", content: <Before {...landing} next={safePath(next)} /> }}
      >
        <div className="who">
          <Avatar name={name} size="l" />
          <span>
            <b>{name}</b>
            <small>{landing.email}</small>
          </span>
        </div>
        <form className="form" method="post" action="/api/auth/callback/email">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="email" value={landing.email} />
          <input type="hidden" name="next" value={safePath(next)} />
          <Button kind="primary" size="l" type="submit">
            Sign in
          </Button>
          <LinkButton kind="quiet" size="l" href="/sign-in">
            This is not me
          </LinkButton>
        </form>
        <p className="until">
          <DeadlineRing from={askedAt} until={expiresAt} now={now}>
            Works for {minutes} more {agreeing(minutes, "minute", "minutes")}, until{" "}
            <LocalTime at={expiresAt} />, once
          </DeadlineRing>
        </p>
      </Sheet>
    </PublicShell>
  );
}

function Before({ askedAt, device, opens, next }: LinkLanding & { next: string }) {
  return (
    <>
      <h2>Before you press</h2>
      <dl className="facts">
        <div>
          <dt>Asked for</dt>
          <dd>
            Today, <LocalTime at={askedAt} />
          </dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>{device || "Unknown device"}</dd>
        </div>
        {opens && next === "/" && (
          <div>
            <dt>Opens</dt>
            <dd>{opens}</dd>
          </div>
        )}
        <div>
          <dt>Session</dt>
          <dd>12 hours, you can end it from any device</dd>
        </div>
      </dl>
      <p className="small muted">Did you not ask for this? Close the page. The link ends by itself.</p>
    </>
  );
}
