import { inPlainWords } from "@/components/plain-words";
import { LevelLabel } from "@/components/tally";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import { applications, features } from "@/lib/access/catalogue";
import type { FeatureWords, RoleWords } from "@/lib/roles/words";
import { agreeing, listed } from "@/lib/words/counts";

/** The ten features with the role's level, and what it means in plain words. */
export function FeatureLevels({ words }: { words: RoleWords }) {
  if (words.features.every(({ level }) => level === 0))
    return (
      <p className="muted">
        No level on any feature. What this role gives are single permissions, on the product or object it is
        given on.
      </p>
    );
  return (
    <table className="tbl flat cards levels">
      <caption className="sr">Level per feature</caption>
      <thead>
        <tr>
          <th scope="col">Feature</th>
          <th scope="col">Level</th>
          <th scope="col">What it lets people do</th>
        </tr>
      </thead>
      <tbody>
        {words.features.map((feature) => (
          <tr key={feature.id} className={feature.hidden || feature.level === 0 ? "off" : undefined}>
            <th scope="row">
              <b>{feature.name}</b>
              <small>{feature.covers}</small>
            </th>
            <td>
              <LevelLabel level={feature.level} />
            </td>
            <td>
              <Meaning feature={feature} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Meaning({ feature }: { feature: FeatureWords }) {
  if (feature.hidden)
    return (
      <span className="hidden-level">
        <Icon name="hidden" />
        Hidden, {closedWords(feature)} off
      </span>
    );
  return (
    <>
      {inPlainWords(feature.id, feature.level)}
      {feature.cameWith && (
        <>
          {" "}
          <Tag kind="thread">With {feature.cameWith}</Tag>
        </>
      )}
    </>
  );
}

/** "Customer Hubs is", "Data Activation and Customer Hubs are" */
function closedWords({ id }: FeatureWords): string {
  const gates: readonly string[] = features.find((feature) => feature.id === id)?.applications ?? [];
  const names = applications.filter((application) => gates.includes(application.id)).map(({ name }) => name);
  return `${listed(names)} ${agreeing(names.length, "is", "are")}`;
}
