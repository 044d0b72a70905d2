import type { Metadata } from "next";
import { PublicShell, Sheet } from "@/components/shell/public-shell";
import { StatusMark } from "@/components/status-mark";
import { howItWorks } from "../how-it-works";
import { LinkForm } from "../link-form";

export const metadata: Metadata = { title: "This link no longer works" };

/** The end of a link that is used, too old, or was never ours: it names nobody. */
export default function ExpiredPage() {
  return (
    <PublicShell>
      <Sheet
        above={<StatusMark status="expired" />}
        title="This link no longer works"
        lead="A link works for 10 minutes and once. Ask for a new one, the old one stays dead."
        aside={howItWorks(0)}
      >
        <LinkForm />
      </Sheet>
    </PublicShell>
  );
}
