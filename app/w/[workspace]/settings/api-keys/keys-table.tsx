import { StatusMark } from "@/components/status-mark";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { KeyRow, KeysPage } from "@/lib/keys/queries";
import { RevokeKey } from "./revoke-key";

const scopeWords = { "decision:read": "Read decisions" } as const;

/** The keys of the workspace, what each may do, and what became of it. */
export function KeysTable({
  workspace,
  page: { rows, now, timeZone },
}: {
  workspace: string;
  page: Pick<KeysPage, "rows" | "now" | "timeZone">;
}) {
  return (
    <table className="tbl cards">
      <caption className="sr">API keys of this workspace</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Can do</th>
          <th scope="col">Created</th>
          <th scope="col">Ends</th>
          <th scope="col">Last used</th>
          <th scope="col">Status</th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((key) => (
          <Row key={key.id} workspace={workspace} row={key} now={now} zone={timeZone} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ workspace, row, now, zone }: { workspace: string; row: KeyRow; now: string; zone: string }) {
  const { createdBy, revoked } = row;
  return (
    <tr className={row.state === "active" ? undefined : "off"}>
      <th scope="row">
        <b>{row.name}</b>
        <code>{row.prefix}…</code>
      </th>
      <td className="may">{row.scopes.map((scope) => scopeWords[scope]).join(", ")}</td>
      <td className="made">
        <Time at={row.createdAt} now={now} zone={zone} />
        <small>
          by {createdBy.name}
          {!createdBy.here && ", who is no longer here"}
        </small>
      </td>
      <td className="until">
        <Ends row={row} now={now} zone={zone} />
      </td>
      <td className="used">
        {row.lastUsedAt ? (
          <>
            <span className="unit">Used </span>
            <Time at={row.lastUsedAt} now={now} zone={zone} format="ago" />
          </>
        ) : (
          "Never used"
        )}
      </td>
      <td className="state">
        <StatusMark status={row.state} />
        {revoked && (
          <small>
            <Time at={revoked.at} now={now} zone={zone} /> by {revoked.by}
          </small>
        )}
      </td>
      <td className="acts">
        {row.state === "active" && <RevokeKey workspace={workspace} keyId={row.id} name={row.name} />}
      </td>
    </tr>
  );
}

function Ends({ row, now, zone }: { row: KeyRow; now: string; zone: string }) {
  if (row.expiresAt === null)
    return row.state === "active" ? <Tag kind="warn">No end date</Tag> : "No end date";
  const day = (
    <>
      <span className="unit">{row.state === "expired" ? "Ended " : "Ends "}</span>
      <Time at={row.expiresAt} now={now} zone={zone} />
    </>
  );
  return row.endsSoon ? <Tag kind="warn">{day}</Tag> : day;
}
