import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PublicShell } from "@/components/shell/public-shell";
import { StopPage } from "@/components/stop-page";
import { LinkButton } from "@/components/ui/button";
import { ownWorkspaces } from "@/lib/home/queries";
import { SwitchPerson } from "./(public)/switch-person";

export const metadata: Metadata = { title: { absolute: "Remit" } };

/** The front door: the first of one's workspaces, or the way in. */
export default async function FrontDoor() {
  const workspaces = await ownWorkspaces();
  if (!workspaces) redirect("/sign-in");
  const [first] = workspaces;
  if (first) redirect(`/w/${first.slug}`);
  return (
    <PublicShell>
      <StopPage
        title="No workspace is open to you"
        lead="You are signed in, but you are not an active member of any workspace. An Admin of yours can invite or reactivate you."
        actions={
          <>
            <SwitchPerson to="/sign-in">Sign out</SwitchPerson>
            <LinkButton kind="quiet" href="/sessions">
              Your sessions
            </LinkButton>
          </>
        }
      />
    </PublicShell>
  );
}
