import type { Metadata } from "next";
import { PublicShell } from "@/components/shell/public-shell";
import { StopPage } from "@/components/stop-page";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <PublicShell>
      <StopPage
        title="There is nothing here for you"
        lead="The address is wrong, the thing was archived, or it belongs to people you are not among. We say the same in all three cases."
        actions={
          <LinkButton kind="primary" href="/">
            Back to My access
          </LinkButton>
        }
      />
    </PublicShell>
  );
}
