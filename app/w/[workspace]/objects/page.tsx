import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { objectTree } from "@/lib/resources/tree";
import { WhyNot } from "../why-not";

export const metadata: Metadata = { title: "Objects" };

/** Nothing is chosen yet. */
export default async function ObjectsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const { top } = await valueOrPage(objectTree({ workspace }));
  return (
    <div className="object none">
      {top.rows.length > 0 ? (
        <EmptyState icon="tree" title="Choose an object">
          Its place, who works on it and what you may do there are shown here.
        </EmptyState>
      ) : (
        <EmptyState icon="tree" title="No object is open to you yet">
          Whoever manages a campaign, project or action can add you to its team.{" "}
          <WhyNot permission="marketing-object:view" />
        </EmptyState>
      )}
    </div>
  );
}
