import { PersonCell } from "@/components/person-cell";
import { LevelLabel } from "@/components/tally";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import type { TeamPage, TeamRow } from "@/lib/teams/queries";
import { RowMenu } from "./row-menu";
import { SelectRow } from "./team-changes";

/** One page of a team as a table; cards on phones. What was given here comes first, then what is inherited. */
export function TeamTable({
  workspace,
  page,
  filtered,
}: {
  workspace: string;
  page: TeamPage;
  filtered: boolean;
}) {
  const direct = page.rows.filter(({ from }) => from === null);
  const inherited = page.rows.filter(({ from }) => from !== null);
  if (page.rows.length === 0)
    return (
      <EmptyState
        icon={filtered ? "search" : "groups"}
        title={filtered ? "Nobody fits" : "Nobody is on this team"}
      >
        {filtered ? "Change the search, or clear a filter." : "Add the first person or group."}
      </EmptyState>
    );
  return (
    <table className="tbl flat cards" id="team">
      <caption className="sr">Team of {page.object.name}</caption>
      <thead>
        <tr>
          <th scope="col">Member or group</th>
          <th scope="col">Role</th>
          <th scope="col">Level</th>
          <th scope="col" className="from">
            From
          </th>
          <th scope="col">Until</th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      {(direct.length > 0 || !filtered) && (
        <tbody>
          <SectionRow
            title={`On this ${page.object.kind}`}
            count={page.counts.direct}
            note={page.may.manage || page.may.edit ? "can be changed here" : "given here"}
          />
          {direct.map((row) => (
            <Row key={row.grantId} workspace={workspace} page={page} row={row} />
          ))}
          {direct.length === 0 && page.counts.direct === 0 && (
            <tr className="none">
              <td colSpan={6}>Nobody yet. Whoever is listed below is here by inheritance.</td>
            </tr>
          )}
        </tbody>
      )}
      {inherited.length > 0 && (
        <tbody>
          <SectionRow
            title="Inherited"
            count={page.counts.inherited}
            note="locked here, to be changed where they come from"
          />
          {inherited.map((row) => (
            <Row key={row.grantId} workspace={workspace} page={page} row={row} />
          ))}
        </tbody>
      )}
    </table>
  );
}

function SectionRow({ title, count, note }: { title: string; count: number; note: string }) {
  return (
    <tr className="sec">
      <th scope="colgroup" colSpan={6}>
        {title}{" "}
        <span className="n">
          {count >= 1000 ? "1,000+" : count}, {note}
        </span>
      </th>
    </tr>
  );
}

function Row({ workspace, page, row }: { workspace: string; page: TeamPage; row: TeamRow }) {
  const { from } = row;
  const href = from?.open ? sourceHref(workspace, row) : null;
  return (
    <tr className={from ? "lk" : "dr"}>
      <th scope="row">
        <span className="who">
          {page.may.manage && (from ? <span className="no-box" /> : <SelectRow row={row} />)}
          <PersonCell
            name={row.name}
            kind={row.kind === "group" ? "group" : "person"}
            second={secondLine(row)}
            {...(row.isYou ? { tag: "You" } : row.active ? {} : { tag: "Deactivated" })}
          />
        </span>
      </th>
      <td className="role-of">
        <span className="row">
          {from && <Icon name="lock" />}
          <span className={from ? undefined : "role plain"}>{row.role.name}</span>
        </span>
        {row.differences.length > 0 && (
          <span className="differs" title={row.differences.join(", ")}>
            <Tag>
              {row.differences.length} {row.differences.length === 1 ? "differs" : "differ"} from{" "}
              {row.role.name}
            </Tag>
            <span className="sr">: {row.differences.join(", ")}</span>
          </span>
        )}
      </td>
      <td className="level-of">
        <LevelLabel level={row.level} />
      </td>
      <td className="from">
        {from ? (
          <>
            <span className="sr">inherited from </span>
            {href ? (
              <Link className="link" href={href}>
                {sourceName(row)}
              </Link>
            ) : (
              sourceName(row)
            )}
          </>
        ) : (
          (directSources[row.source] ?? "Direct")
        )}
        <small>
          since <Time at={row.since} now={page.now} zone={page.timeZone} />
          {row.givenBy && `, by ${row.givenBy}`}
        </small>
      </td>
      <td className="until">
        {untilWords(row, page)}
        {row.reviewOn && <small>Review by {dateWords(row.reviewOn, page.now, page.timeZone)}</small>}
      </td>
      <td className="mn">
        <RowMenu row={row} may={page.may} sourceHref={href} sourceName={sourceName(row)} />
      </td>
    </tr>
  );
}

const directSources: Record<string, string> = { request: "Access request", invitation: "Invitation" };

function secondLine(row: TeamRow): string {
  if (row.kind === "group") return `Group, ${row.people} ${row.people === 1 ? "person" : "people"}`;
  return row.email ?? "";
}

function sourceName({ from }: TeamRow): string {
  return from?.kind === "workspace" ? "Workspace" : (from?.name ?? "");
}

/** Where an inherited row can be changed: the team it comes from, or the page of the member or group. */
function sourceHref(workspace: string, { from, kind, id }: TeamRow): string | null {
  if (!from) return null;
  if (from.kind !== "workspace") return `/w/${workspace}/objects/${from.id}/team`;
  return `/w/${workspace}/settings/${kind === "group" ? "groups" : "members"}/${id}`;
}

function untilWords({ endsAt, endsWith }: TeamRow, { object, now, timeZone }: TeamPage): string {
  if (endsWith) return endsWith.id === object.id ? "Project completed" : `${endsWith.name} completed`;
  return endsAt ? dateWords(lastMomentOf(endsAt), now, timeZone) : "No end date";
}
