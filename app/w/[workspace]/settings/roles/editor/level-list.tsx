import { DependencyGutter, type GutterRule } from "@/components/dependency-gutter";
import { LevelRail } from "@/components/level-rail";
import { LevelLabel } from "@/components/tally";
import { classes } from "@/components/ui/classes";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Tag } from "@/components/ui/tag";
import {
  dependencies,
  features,
  type Level,
  labelOf,
  levelNames,
  permissionOf,
  rungs,
} from "@/lib/access/catalogue";
import { has, levelIn, type PermissionSet } from "@/lib/access/permission-set";
import { beyondThem } from "../../../locked";
import { WhyNotAny } from "../../../why-not";
import { closureOf, type Floor, floorOf, type RoleDraft, rungOf, type Step, setLevel } from "./draft";

const rowHeight = 40;

/** Which feature needs which, from which level on: the rules of the catalogue between two ladders. */
const rules = features.flatMap(({ id }, from) =>
  rungs.flatMap((_, i) =>
    (dependencies.get(rungOf(id, i + 1)) ?? []).flatMap((needed) => {
      const to = features.findIndex((feature) => feature.id === permissionOf(needed).feature);
      return to >= 0 && to !== from ? [{ from, to, above: i + 1 }] : [];
    }),
  ),
);

/** One level per feature, and how they hang together. */
export function LevelList({
  draft,
  begun,
  isNew,
  saved,
  beyond,
  onStep,
}: {
  draft: RoleDraft;
  begun: RoleDraft;
  isNew: boolean;
  saved: PermissionSet;
  /** What the editor of the role does not hold: neither given nor taken by them. */
  beyond: PermissionSet;
  onStep: (step: Step) => void;
}) {
  const [now, was] = [closureOf(draft.chosen), closureOf(begun.chosen)];
  const drawn = rules.map(
    ({ from, to, above }): GutterRule => ({
      from,
      to,
      inForce: levelIn(now, features[from]?.id ?? "model") >= above,
    }),
  );
  return (
    <section className="levels-of">
      <div className="levels-head">
        <h2>Level per feature</h2>
        <ol aria-hidden="true">
          {levelNames.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
        <span className="hint">
          <Kbd>0</Kbd> to <Kbd>4</Kbd> sets a level
        </span>
      </div>
      <div className="levels-list">
        <DependencyGutter rules={drawn} rows={features.length} rowHeight={rowHeight} />
        {features.map((feature) => {
          const [level, before] = [levelIn(now, feature.id), levelIn(was, feature.id)];
          const floor = floorOf(draft, feature.id);
          const off = isOff(feature, draft);
          const highest = highestWithout(beyond, feature.id);
          const locked = before > highest;
          return (
            <div
              key={feature.id}
              className={classes("feature", off && "hidden-feature", !isNew && level !== before && "changed")}
            >
              <span className="name">
                <b>{feature.name}</b>
                <small>{feature.covers}</small>
              </span>
              <LevelRail
                label={`${feature.name} level`}
                level={level}
                floor={locked ? level : floor.level}
                ceiling={locked ? level : highest}
                closed={closedWords(locked, highest)}
                held={
                  floor.by ? `Held at ${levelNames[floor.level]}: ${labelOf(floor.by)} needs it` : undefined
                }
                off={off}
                onLevel={(next) => onStep(setLevel(draft, saved, feature.id, next))}
              />
              <span className="remark">
                <Remark
                  level={level}
                  before={isNew ? level : before}
                  floor={floor}
                  off={off && level > 0}
                  locked={locked}
                />
                {highest < 4 && (
                  <WhyNotAny
                    locked={beyondThem("give", [rungOf(feature.id, highest + 1)])}
                    about={`give ${feature.name} ${levelNames[highest + 1]}`}
                  />
                )}
              </span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

type Feature = (typeof features)[number];

function isOff({ applications: gates }: Feature, draft: RoleDraft): boolean {
  return gates.length > 0 && !gates.some((id) => draft.applications.includes(id));
}

/** The highest level of a feature whose rungs the editor of the role all holds. */
function highestWithout(beyond: PermissionSet, feature: Feature["id"]): Level {
  const first = rungs.findIndex((_, i) => has(beyond, rungOf(feature, i + 1)));
  return (first < 0 ? rungs.length : first) as Level;
}

function closedWords(locked: boolean, highest: Level): string | undefined {
  if (locked) return "You do not hold this level, so it is not yours to change";
  return highest < 4 ? `You hold no more than ${levelNames[highest]} yourself` : undefined;
}

function Remark({
  level,
  before,
  floor,
  off,
  locked,
}: {
  level: Level;
  before: Level;
  floor: Floor;
  off: boolean;
  locked: boolean;
}) {
  if (locked) return <Tag>Not yours to change</Tag>;
  if (off)
    return (
      <>
        <Icon name="hidden" />
        Hidden, its app is off
      </>
    );
  if (floor.by && level === floor.level) {
    const cause = permissionOf(floor.by);
    const name = features.find(({ id }) => id === cause.feature)?.name ?? cause.label;
    return before === level ? (
      <span className="faint">Needed by {name}</span>
    ) : (
      <Tag kind="thread">Auto, for {name}</Tag>
    );
  }
  if (before === level) return null;
  return (
    <>
      was <LevelLabel level={before} />
    </>
  );
}
