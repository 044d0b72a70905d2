import type { Metadata } from "next";
import { PublicShell } from "@/components/shell/public-shell";
import { StopPage } from "@/components/stop-page";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not open to you" };

export default function Forbidden() {
  return (
    <PublicShell>
      <StopPage
        title="This is not open to you"
        lead="Your roles do not contain what this page needs. An Admin of the workspace can change that."
        actions={
          <LinkButton kind="primary" href="/">
            Back to My access
          </LinkButton>
        }
      />
    </PublicShell>
  );
}
