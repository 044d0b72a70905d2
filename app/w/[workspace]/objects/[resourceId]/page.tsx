import { LevelLabel } from "@/components/tally";
import { SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { levelNames } from "@/lib/access/catalogue";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { type ObjectOverview, objectOverview } from "@/lib/resources/overview";
import { Why } from "../../why";
import { belowInWords, capitalised } from "../object-words";
import { Activity } from "./activity";
import { Rights } from "./rights";

/** What the object is, what one may do there, and what happened to it. */
export default async function ObjectPage({
  params,
}: {
  params: Promise<{ workspace: string; resourceId: string }>;
}) {
  const { workspace, resourceId } = await params;
  const overview = await valueOrPage(objectOverview({ workspace, resourceId }));
  return (
    <div className="pg2">
      <div>
        <Facts overview={overview} />
        <Rights resourceId={resourceId} overview={overview} />
      </div>
      <div className="aside">
        {overview.activity && (
          <Activity
            workspace={workspace}
            resourceId={resourceId}
            overview={overview}
            activity={overview.activity}
          />
        )}
      </div>
    </div>
  );
}

function Facts({ overview }: { overview: ObjectOverview }) {
  const { kind, place, createdAt, completedAt, archivedAt, below, level, proof, now, timeZone } = overview;
  const time = { now, zone: timeZone };
  const lies = belowInWords(below);
  return (
    <section className="blk">
      <SectionHead title="About" />
      <dl className="kv">
        <dt>Kind</dt>
        <dd>{capitalised(kind)}</dd>
        <dt>Place</dt>
        <dd>{place.join(" / ")}</dd>
        <dt>Created</dt>
        <dd>
          <Time at={createdAt} {...time} />
        </dd>
        {completedAt && (
          <>
            <dt>Completed</dt>
            <dd>
              <Time at={completedAt} {...time} />
            </dd>
          </>
        )}
        {archivedAt && (
          <>
            <dt>Archived</dt>
            <dd>
              <Time at={archivedAt} {...time} />
            </dd>
          </>
        )}
        {kind !== "action" && (
          <>
            <dt>Below it</dt>
            <dd>{lies || "Nothing yet"}</dd>
          </>
        )}
        <dt>Your level</dt>
        <dd className="row">
          <LevelLabel level={level} />
          <Why
            who="You"
            what={`${levelNames[level]} here`}
            proof={proof}
            when={{ now: Date.parse(now) * 1000, zone: timeZone }}
          />
        </dd>
      </dl>
    </section>
  );
}
