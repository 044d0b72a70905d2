import { LevelLabel } from "@/components/tally";
import { Icon } from "@/components/ui/icon";
import { SectionHead } from "@/components/ui/page-head";
import { labelOf, permissionGroups, permissions } from "@/lib/access/catalogue";
import type { ComparedRole } from "@/lib/roles/queries";
import { counted } from "@/lib/words/counts";

type Props = { a: ComparedRole; b: ComparedRole; onlyDifferent: boolean };

/** Applications and levels of both, row by row. */
export function ComparedFeatures({ a, b, onlyDifferent }: Props) {
  const opened = a.words.applications.map(({ id, name, open }, i) => ({
    id,
    name,
    a: open,
    b: b.words.applications[i]?.open ?? false,
  }));
  const levels = a.words.features.map(({ id, name, hidden, level }, i) => {
    const other = b.words.features[i];
    return {
      id,
      name,
      a: { level, hidden },
      b: { level: other?.level ?? 0, hidden: other?.hidden ?? false },
    };
  });
  const differs = (one: (typeof levels)[number]) =>
    one.a.level !== one.b.level || one.a.hidden !== one.b.hidden;
  const count = levels.filter(differs).length + opened.filter((one) => one.a !== one.b).length;
  return (
    <section>
      <SectionHead title="Applications and levels" note={differences(count)} />
      <table className="tbl flat">
        <caption className="sr">Applications and levels of both roles</caption>
        <Head a={a} b={b} what="Feature" />
        <tbody>
          {opened
            .filter((one) => !onlyDifferent || one.a !== one.b)
            .map(({ id, name, ...sides }) => (
              <tr key={id} className={sides.a === sides.b ? undefined : "differs"}>
                <Name different={sides.a !== sides.b}>{name}</Name>
                <td>{sides.a ? "On" : "Off"}</td>
                <td>{sides.b ? "On" : "Off"}</td>
              </tr>
            ))}
          {levels
            .filter((one) => !onlyDifferent || differs(one))
            .map((one) => (
              <tr key={one.id} className={differs(one) ? "differs" : undefined}>
                <Name different={differs(one)}>{one.name}</Name>
                {[one.a, one.b].map(({ level, hidden }, side) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the two sides never move
                  <td key={side}>
                    <LevelLabel level={level} />
                    {hidden && <small> hidden, its app is off</small>}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

/** Single permissions of both, group by group; what neither holds is left out. */
export function ComparedPermissions({ a, b, onlyDifferent }: Props) {
  const [inA, inB] = [heldBy(a), heldBy(b)];
  const shown = permissions.filter(({ id, group }) => {
    if (group === null) return false;
    return onlyDifferent ? inA.has(id) !== inB.has(id) : inA.has(id) || inB.has(id);
  });
  const count = permissions.filter(({ id }) => inA.has(id) !== inB.has(id)).length;
  return (
    <section>
      <SectionHead title="Single permissions" note={differences(count)} />
      {shown.length === 0 ? (
        <p className="muted">{onlyDifferent ? "They do not differ here." : "Neither holds any."}</p>
      ) : (
        <table className="tbl flat tight">
          <caption className="sr">Single permissions of both roles</caption>
          <Head a={a} b={b} what="Permission" />
          {permissionGroups.map(({ id: group, name }) => {
            const rows = shown.filter((permission) => permission.group === group);
            if (rows.length === 0) return null;
            return (
              <tbody key={group}>
                <tr className="sec">
                  <th scope="rowgroup" colSpan={3}>
                    {name}
                  </th>
                </tr>
                {rows.map(({ id }) => (
                  <tr key={id} className={inA.has(id) === inB.has(id) ? undefined : "differs"}>
                    <Name different={inA.has(id) !== inB.has(id)}>{labelOf(id)}</Name>
                    <Holds holds={inA.has(id)} />
                    <Holds holds={inB.has(id)} />
                  </tr>
                ))}
              </tbody>
            );
          })}
        </table>
      )}
    </section>
  );
}

function heldBy({ words }: ComparedRole): Set<string> {
  return new Set(words.groups.flatMap(({ held }) => held.map(({ id }) => id)));
}

function differences(count: number): string {
  return count === 0 ? "no difference" : counted(count, "difference");
}

function Head({ a, b, what }: { a: ComparedRole; b: ComparedRole; what: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{what}</th>
        <th scope="col">{a.name}</th>
        <th scope="col">{b.name}</th>
      </tr>
    </thead>
  );
}

function Name({ different, children }: { different: boolean; children: string }) {
  return (
    <th scope="row">
      {children}
      {different && <span className="sr">, differs</span>}
    </th>
  );
}

function Holds({ holds }: { holds: boolean }) {
  return (
    <td>
      {holds ? (
        <>
          <Icon name="check" />
          <span className="sr">Yes</span>
        </>
      ) : (
        <span className="faint">No</span>
      )}
    </td>
  );
}
