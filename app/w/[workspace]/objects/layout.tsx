import type { ReactNode } from "react";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { objectTree } from "@/lib/resources/tree";
import { ObjectTree } from "./object-tree";

/** The tree beside whatever is open; on phones the tree is a page of its own. */
export default async function ObjectsLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}) {
  const { workspace } = await params;
  const tree = await valueOrPage(objectTree({ workspace }));
  return (
    <div className="objects">
      <ObjectTree workspace={workspace} {...tree} />
      {children}
    </div>
  );
}
