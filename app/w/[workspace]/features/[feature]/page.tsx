import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { inPlainWords } from "@/components/plain-words";
import { LevelLabel } from "@/components/tally";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHead, SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { applications, features, type Level, levelNames, rungs } from "@/lib/access/catalogue";
import { valueOrPage } from "@/lib/doorway/value-or-page";
import { featureAccess } from "@/lib/home/queries";
import { Why } from "../../why";
import { WhyNot } from "../../why-not";

type Params = Promise<{ workspace: string; feature: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { feature } = await params;
  return { title: features.find(({ id }) => id === feature)?.name ?? "Not found" };
}

/** What one may do in a feature, rung by rung. A feature behind a closed application is forbidden like its actions. */
export default async function FeaturePage({ params }: { params: Params }) {
  const { workspace, feature: id } = await params;
  const feature = features.find((one) => one.id === id);
  if (!feature) notFound();
  const access = await valueOrPage(featureAccess({ workspace, feature: feature.id }));
  const when = { now: Date.parse(access.now) * 1000, zone: access.timeZone };
  const gates = applications.filter((application) =>
    (feature.applications as readonly string[]).includes(application.id),
  );
  return (
    <>
      <div className="top">
        <Crumbs steps={[{ href: `/w/${workspace}`, label: "My access" }]} current={feature.name} />
      </div>
      <PageHead
        title={feature.name}
        lead={`${feature.covers.charAt(0).toUpperCase()}${feature.covers.slice(1)}.${gates.length > 0 ? ` Opened by ${gates.map(({ name }) => name).join(" or ")}.` : ""}`}
      />
      <div className="pg2">
        <section>
          <SectionHead title="What you may do" note={<LevelLabel level={access.level} />} />
          <ul className="held">
            {([1, 2, 3, 4] as const).map((level) => (
              <li key={level}>
                <span>{inPlainWords(feature.id, level)}</span>
                <span className="until">
                  {level <= access.level ? levelNames[level] : `Needs ${levelNames[level]}`}{" "}
                  {level === access.level + 1 && (
                    <WhyNot permission={`${feature.id}:${rungs[(level - 1) as 0 | 1 | 2 | 3]}`} />
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <aside className="aside" aria-label="Reason">
          <section>
            <SectionHead title="Why" />
            <Why
              who="You"
              what={`${feature.name} ${levelNames[access.level]}`}
              proof={access.proof}
              when={when}
            />
            {access.falls && (
              <Falls to={access.falls.to} at={access.falls.at} now={access.now} zone={access.timeZone} />
            )}
          </section>
          <section>
            <SectionHead title="Who can help" />
            <p className="muted">
              {access.admins.names.length > 0 ? access.admins.names.join(", ") : "Another Admin"}
            </p>
          </section>
        </aside>
      </div>
    </>
  );
}

function Falls({ to, at, now, zone }: { to: Level; at: number; now: string; zone: string }) {
  return (
    <p className="muted">
      {levelNames[to]} from <Time at={at} now={now} zone={zone} />
    </p>
  );
}
