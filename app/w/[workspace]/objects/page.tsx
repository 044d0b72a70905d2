import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Objects" };

/** Nothing is chosen yet. */
export default function ObjectsPage() {
  return (
    <div className="object none">
      <EmptyState icon="tree" title="Choose an object">
        Its place, who works on it and what you may do there are shown here.
      </EmptyState>
    </div>
  );
}
