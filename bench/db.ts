import { writeLargeWorkspace } from "@/lib/grants/testing/large-workspace";
import { withDatabase } from "./database";
import { loadingFigures } from "./loading";
import type { Scale, StageResult } from "./report";
import { treeFigures } from "./tree";

const sizes = {
  small: { members: 4000, groups: 40, resources: 10_000, grants: 50_000 },
  full: { members: 20_000, groups: 100, resources: 100_000, grants: 500_000 },
} satisfies Record<Scale, object>;

/** Access read from a database with a large tree in it, and lists of that tree. */
export async function dbStage(scale: Scale): Promise<StageResult> {
  const size = sizes[scale];
  return withDatabase(async (owner) => {
    const large = await writeLargeWorkspace(owner, "large", size);
    const figures = [...(await loadingFigures(large)), ...(await treeFigures(owner, large, size.resources))];
    return { stage: "db", load: size, versions: {}, figures };
  });
}
