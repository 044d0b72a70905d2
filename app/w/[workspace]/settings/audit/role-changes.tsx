import { ProfileChange } from "@/components/access-profile";
import { LevelLabel } from "@/components/tally";
import { Icon } from "@/components/ui/icon";
import type { RoleChange } from "@/lib/roles/contents-change";

/** What a new version of a role changed: levels, applications, single permissions. */
export function RoleChanges({ change }: { change: RoleChange }) {
  const switches = [...change.applications, ...change.permissions];
  return (
    <>
      {change.levels.length > 0 && (
        <table className="changes">
          <caption>
            Levels <ProfileChange before={change.before} after={change.after} />
          </caption>
          <BeforeAndAfter of="Feature" />
          <tbody>
            {change.levels.map(({ feature, was, now }) => (
              <tr key={feature}>
                <th scope="row">{feature}</th>
                <td className="was">
                  <LevelLabel level={was} />
                </td>
                <td className="arrow">
                  <Icon name="arrow-right" />
                </td>
                <td className="now">
                  <LevelLabel level={now} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {switches.length > 0 && (
        <table className="changes">
          <caption>Applications and permissions</caption>
          <tbody>
            <Switched title="Switched on" className="now" names={namesOf(switches, true)} />
            <Switched title="Switched off" className="was" names={namesOf(switches, false)} />
          </tbody>
        </table>
      )}
    </>
  );
}

/** The column heads of a comparison, for those who cannot see the arrow. */
export function BeforeAndAfter({ of }: { of: string }) {
  return (
    <thead className="sr">
      <tr>
        <th scope="col">{of}</th>
        <th scope="col">Before</th>
        <td />
        <th scope="col">After</th>
      </tr>
    </thead>
  );
}

type Switch = { name: string; now: boolean };

function namesOf(switches: readonly Switch[], on: boolean): string {
  return switches
    .filter(({ now }) => now === on)
    .map(({ name }) => name)
    .join(", ");
}

function Switched({ title, className, names }: { title: string; className: string; names: string }) {
  if (!names) return null;
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className={className}>{names}</td>
    </tr>
  );
}
