import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PublicShell, Sheet } from "@/components/shell/public-shell";
import { Link } from "@/components/ui/link";
import { ownSessions } from "@/lib/sessions/queries";
import { SessionList } from "./session-list";

export const metadata: Metadata = { title: "Your sessions" };

/** Where a person is signed in, outside every workspace. */
export default async function SessionsPage() {
  const sessions = await ownSessions();
  if (!sessions) redirect("/sign-in?next=/sessions");
  return (
    <PublicShell
      end={
        <Link className="link" href="/">
          Back to My access
        </Link>
      }
    >
      <Sheet
        title="Your sessions"
        lead="The browsers in which you are signed in. A session lasts 12 hours; end what you do not know."
      >
        <SessionList sessions={sessions} now={new Date().toISOString()} />
      </Sheet>
    </PublicShell>
  );
}
