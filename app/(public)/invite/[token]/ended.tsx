import { Sheet } from "@/components/shell/public-shell";
import { StatusMark } from "@/components/status-mark";
import { ThreadAhead } from "@/components/thread";
import { LinkButton } from "@/components/ui/button";
import { absoluteWords } from "@/components/ui/time-words";
import type { InvitationPage } from "@/lib/invitations/queries";

type Of<State extends InvitationPage["state"]> = Extract<InvitationPage, { state: State }>;

const signIn = (
  <div className="form">
    <LinkButton size="l" href="/sign-in">
      Sign in
    </LinkButton>
  </div>
);

/** How to get a new one: by writing to people, since nobody's address is told here. */
function askForNew(who: string, workspace: string) {
  return {
    label: "Ask for a new invitation",
    content: (
      <>
        <h2>Ask for a new invitation</h2>
        <ThreadAhead
          nodes={[
            { shape: "round", title: `You write to ${who}`, how: "The way you usually reach each other" },
            { shape: "round", title: "They press Resend invite", how: `Under Members of ${workspace}` },
            { shape: "round", title: "A new e-mail reaches you", how: "It works for 24 hours" },
          ]}
        />
      </>
    ),
  };
}

export function ExpiredInvitation({ workspaceName, inviterName, expiresAt, timeZone }: Of<"expired">) {
  return (
    <Sheet
      above={<StatusMark status="expired" />}
      title="This invitation has expired"
      lead={`It worked until ${absoluteWords(expiresAt, timeZone)}. Invitations work for 24 hours, so that an old e-mail cannot open a workspace.`}
      aside={askForNew(`${inviterName}, or an Admin`, workspaceName)}
    >
      <div className="form">
        <LinkButton size="l" href="/sign-in">
          Sign in with another account
        </LinkButton>
      </div>
    </Sheet>
  );
}

export function LapsedInvitation({ workspaceName, reason }: Of<"lapsed">) {
  return (
    <Sheet
      title="This invitation cannot be accepted"
      lead={reason}
      aside={askForNew("an Admin", workspaceName)}
    >
      {signIn}
    </Sheet>
  );
}

export function UsedInvitation({ workspaceName, slug }: Of<"used">) {
  return (
    <Sheet
      above={<StatusMark status="accepted" />}
      title="This invitation was used"
      lead={
        slug
          ? `You joined ${workspaceName} with it.`
          : `Somebody joined ${workspaceName} with it. If that was you, sign in.`
      }
    >
      <div className="form">
        <LinkButton kind="primary" size="l" href={slug ? `/w/${slug}` : "/sign-in"}>
          {slug ? `Open ${workspaceName}` : "Sign in"}
        </LinkButton>
      </div>
    </Sheet>
  );
}

/** Removed, resent under another link, or never ours: the same page, so that it tells nothing. */
export function GoneInvitation() {
  return (
    <Sheet
      above={<StatusMark status="removed" />}
      title="This invitation no longer works"
      lead="It was taken back, or a newer e-mail has taken its place. Look for a newer one first."
      aside={askForNew("whoever invited you", "the workspace")}
    >
      {signIn}
    </Sheet>
  );
}
