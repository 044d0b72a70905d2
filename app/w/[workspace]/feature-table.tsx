import { LevelLabel } from "@/components/tally";
import { LinkButton } from "@/components/ui/button";
import { dateWords } from "@/components/ui/time-words";
import { applications, features, levelNames } from "@/lib/access/catalogue";
import type { Home } from "@/lib/home/queries";
import type { FeatureOverview } from "@/lib/members/overview";
import { agreeing } from "@/lib/words/counts";
import { Why } from "./why";

type Feature = (typeof features)[number];

const sections: { title: string; holds: (feature: Feature) => boolean }[] = [
  ...applications.map(({ id, name }) => ({
    title: name,
    holds: ({ applications: gates }: Feature) =>
      gates.length === 1 && (gates as readonly string[]).includes(id),
  })),
  { title: "Both applications", holds: ({ applications: gates }) => gates.length === 2 },
  { title: "Workspace", holds: ({ applications: gates }) => gates.length === 0 },
];

/** The features that are open to the person, by application: level, why, and where to go. */
export function FeatureTable({ base, home }: { base: string; home: Home }) {
  const byId = new Map(home.features.map((one) => [one.feature, one]));
  return (
    <table className="tbl flat cards">
      <caption className="sr">Features you can use, by application</caption>
      <thead>
        <tr>
          <th scope="col">Feature</th>
          <th scope="col">Level</th>
          <th scope="col">Why</th>
          <th scope="col" className="more">
            <span className="sr">More roles</span>
          </th>
          <th scope="col">
            <span className="sr">Open</span>
          </th>
        </tr>
      </thead>
      {sections.map(({ title, holds }) => {
        const rows = features.filter(holds).flatMap((feature) => {
          const overview = byId.get(feature.id);
          return overview && overview.level > 0 ? [{ feature, overview }] : [];
        });
        return (
          rows.length > 0 && (
            <tbody key={title}>
              <tr className="sec">
                <th colSpan={5} scope="rowgroup">
                  {title}
                </th>
              </tr>
              {rows.map(({ feature, overview }) => (
                <Row key={feature.id} base={base} feature={feature} overview={overview} home={home} />
              ))}
            </tbody>
          )
        );
      })}
    </table>
  );
}

function Row({
  base,
  feature,
  overview,
  home,
}: {
  base: string;
  feature: Feature;
  overview: FeatureOverview;
  home: Home;
}) {
  const { level, falls, proof } = overview;
  const others = new Set(proof.map(({ roleName }) => roleName)).size - 1;
  const when = { now: Date.parse(home.now) * 1000, zone: home.timeZone };
  return (
    <tr>
      <th scope="row">
        <b>{feature.name}</b>
        <small>{feature.covers.charAt(0).toUpperCase() + feature.covers.slice(1)}</small>
      </th>
      <td className="level">
        <LevelLabel level={level} />
        {falls && (
          <small>
            {levelNames[falls.to]} from {dateWords(falls.at, home.now, home.timeZone)}
          </small>
        )}
      </td>
      <td className="why">
        <Why who="You" what={`${feature.name} ${levelNames[level]}`} proof={proof} when={when} />
      </td>
      <td className="more">
        {others > 0 && (
          <span className="small faint">
            and {others} more {agreeing(others, "role", "roles")}
          </span>
        )}
      </td>
      <td className="open">
        <LinkButton size="s" href={`${base}/features/${feature.id}`} aria-label={`Open ${feature.name}`}>
          Open
        </LinkButton>
      </td>
    </tr>
  );
}
