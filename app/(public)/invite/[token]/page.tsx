import type { Metadata } from "next";
import { cache } from "react";
import { PublicShell } from "@/components/shell/public-shell";
import { Link } from "@/components/ui/link";
import { type InvitationPage, invitationByToken } from "@/lib/invitations/queries";
import { ExpiredInvitation, GoneInvitation, LapsedInvitation, UsedInvitation } from "./ended";
import { OpenInvitation } from "./open-invitation";

type Props = { params: Promise<{ token: string }> };

const titles: Record<InvitationPage["state"], string> = {
  open: "Accept your invitation",
  expired: "This invitation has expired",
  used: "This invitation was used",
  lapsed: "This invitation cannot be accepted",
  removed: "This invitation no longer works",
  unknown: "This invitation no longer works",
};

/** The title and the page look it up once. */
const invitationAt = cache(invitationByToken);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { state } = await invitationAt((await params).token);
  return { title: titles[state], robots: { index: false, follow: false } };
}

/** Where the link of an invitation lands. Looking changes nothing, however often. */
export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const invitation = await invitationAt(token);
  const isSignedIn = invitation.state === "open" && invitation.viewer.kind !== "nobody";
  return (
    <PublicShell
      end={
        !isSignedIn && (
          <>
            Already a member?{" "}
            <Link
              className="link"
              href={invitation.state === "open" ? `/sign-in?next=/invite/${token}` : "/sign-in"}
            >
              Sign in
            </Link>
          </>
        )
      }
    >
      {invitation.state === "open" && <OpenInvitation token={token} invitation={invitation} />}
      {invitation.state === "expired" && <ExpiredInvitation {...invitation} />}
      {invitation.state === "lapsed" && <LapsedInvitation {...invitation} />}
      {invitation.state === "used" && <UsedInvitation {...invitation} />}
      {(invitation.state === "removed" || invitation.state === "unknown") && <GoneInvitation />}
    </PublicShell>
  );
}
