import { useId } from "react";
import { DependencyGutter } from "@/components/dependency-gutter";
import { classes } from "@/components/ui/classes";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import { labelOf, type PermissionId, permissionGroups, permissions } from "@/lib/access/catalogue";
import { has, type PermissionSet } from "@/lib/access/permission-set";
import { beyondThem } from "../../../locked";
import { WhyNotAny } from "../../../why-not";
import { broughtBy, closureOf, type RoleDraft, type Step, toggle } from "./draft";
import { type Brought, broughtWords } from "./words";

const groups = permissionGroups
  .filter(({ id }) => id !== "account")
  .map(({ id, name }) => ({
    id,
    name,
    ids: permissions.filter(({ group }) => group === id).map((permission) => permission.id),
  }));
const rowHeight = 28;

/** Single permissions, group by group: chosen, or come along with another one, which a thread leads from. */
export function FlagGroups({
  draft,
  saved,
  beyond,
  brought,
  onStep,
}: {
  draft: RoleDraft;
  saved: PermissionSet;
  /** What the person at the form does not hold, and so can neither add nor take. */
  beyond: PermissionSet;
  brought: Brought | null;
  onStep: (step: Step) => void;
}) {
  const held = closureOf(draft.chosen);
  const causes = broughtBy(draft);
  return (
    <section className="flags">
      <h2>Fine-grained permissions</h2>
      {brought && (
        <p className="brought" aria-hidden="true">
          <Icon name="why" />
          {broughtWords(brought)}
        </p>
      )}
      <div className="flag-groups">
        {groups.map((group) => (
          <fieldset key={group.id}>
            <legend>
              {group.name}{" "}
              <span>
                {group.ids.filter((id) => has(held, id)).length} of {group.ids.length}
              </span>
            </legend>
            <span className="why-closed">
              <WhyNotAny
                locked={group.ids.filter((id) => has(beyond, id)).flatMap((id) => beyondThem("give", [id]))}
                about={`give every permission of ${group.name}`}
              />
            </span>
            <div className="flag-list">
              <DependencyGutter
                rules={threadsIn(group.ids, causes)}
                rows={group.ids.length}
                rowHeight={rowHeight}
              />
              <ul>
                {group.ids.map((id) => (
                  <Flag
                    key={id}
                    id={id}
                    on={has(held, id)}
                    cause={causes.get(id)}
                    near={group.ids.includes(causes.get(id) ?? id)}
                    locked={has(beyond, id)}
                    onPress={() => onStep(toggle(draft, saved, id))}
                  />
                ))}
              </ul>
            </div>
          </fieldset>
        ))}
      </div>
    </section>
  );
}

/** From what came along to what brought it, where both stand in the same group. */
function threadsIn(ids: readonly PermissionId[], causes: ReadonlyMap<PermissionId, PermissionId>) {
  return ids.flatMap((id, to) => {
    const from = ids.indexOf(causes.get(id) ?? id);
    return from >= 0 && from !== to ? [{ from, to, inForce: true }] : [];
  });
}

/** A label without what its group says already: "Email: View". */
function shortLabel(id: PermissionId): string {
  return labelOf(id).replace(/^(Marketing|Transactional) (?=\w+:)/, "");
}

function Flag({
  id,
  on,
  cause,
  near,
  locked,
  onPress,
}: {
  id: PermissionId;
  on: boolean;
  cause: PermissionId | undefined;
  /** Its cause stands in the same group. */
  near: boolean;
  locked: boolean;
  onPress: () => void;
}) {
  const why = useId();
  return (
    <li>
      <label>
        <input
          type="checkbox"
          className={classes("cb", cause && "auto")}
          checked={on}
          disabled={locked}
          aria-label={labelOf(id)}
          aria-describedby={cause || locked ? why : undefined}
          onChange={onPress}
        />
        <span className="cut">{shortLabel(id)}</span>
      </label>
      {(cause || locked) && (
        <span className="auto-words" id={why}>
          {locked ? (
            <Tag>Not yours to give</Tag>
          ) : near ? (
            <>
              <span aria-hidden="true">Auto</span>
              <span className="sr">{`Auto, by ${cause && labelOf(cause)}`}</span>
            </>
          ) : (
            `Auto, by ${cause && labelOf(cause)}`
          )}
        </span>
      )}
    </li>
  );
}
