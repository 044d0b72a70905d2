import type { ReactNode } from "react";
import {
  differingRights,
  isAbove,
  type ObjectRightId,
  objectRights,
  type RightLevel,
  type ObjectRights as Rights,
  rightLevelNames,
  rightLevels,
} from "@/lib/access/object-rights";
import { agreeing } from "@/lib/words/counts";
import { Segments } from "./ui/choice";
import { Tag } from "./ui/tag";

/**
 * The five rights on an object, each None, View, Edit or Manage. A dot marks what differs from the role; what lies above
 * the ceiling cannot be chosen.
 */
export function ObjectRights({
  legend,
  role,
  value,
  ceiling,
  whyNot,
  onChange,
}: {
  legend: string;
  role: { name: string; rights: Rights };
  value: Rights;
  ceiling: Rights;
  /** Leads to why something lies above the ceiling. */
  whyNot?: ReactNode;
  onChange: (right: ObjectRightId, level: RightLevel) => void;
}) {
  const differing = differingRights(role.rights, value);
  const isClosed = (id: ObjectRightId, level: RightLevel) =>
    isAbove(level, ceiling[id]) && level !== value[id];
  const somethingClosed = objectRights.some(({ id }) => isAbove("manage", ceiling[id]));
  return (
    <section className="object-rights" aria-label={legend}>
      <div className="row">
        <h3 className="sub">{legend}</h3>
        <span className="end" aria-live="polite">
          {differing.length > 0 && (
            <Tag>
              {differing.length} {agreeing(differing.length, "differs", "differ")} from {role.name}
            </Tag>
          )}
        </span>
      </div>
      <div className="rights">
        {objectRights.map(({ id, name }) => (
          <div key={id}>
            <span className={differing.includes(id) ? "changed" : undefined}>
              {name}
              {differing.includes(id) && <span className="sr">, differs from {role.name}</span>}
            </span>
            <Segments
              legend={name}
              name={`right-${id}`}
              value={value[id]}
              options={rightLevels.map((level) => ({
                value: level,
                label: rightLevelNames[level],
                disabled: isClosed(id, level),
              }))}
              onChange={(level) => onChange(id, level as RightLevel)}
            />
          </div>
        ))}
      </div>
      <p className="small faint">
        Edit brings View with it, Manage both.
        {somethingClosed && <> What you do not hold here yourself is closed to you. {whyNot}</>}
      </p>
    </section>
  );
}
