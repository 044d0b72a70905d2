import { Time } from "@/components/ui/time";
import { shown } from "@/lib/doorway/shown";
import { objectOverview } from "@/lib/resources/overview";

export default async function ObjectPage({
  params,
}: {
  params: Promise<{ workspace: string; resourceId: string }>;
}) {
  const { workspace, resourceId } = await params;
  const overview = await shown(objectOverview({ workspace, resourceId }));
  return (
    <div className="object-body">
      <dl className="kv">
        <dt>Created</dt>
        <dd>
          <Time at={overview.createdAt} now={overview.now} zone={overview.timeZone} />
        </dd>
      </dl>
    </div>
  );
}
