"use client";

import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon, type IconName } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { RowSkeleton } from "@/components/ui/skeleton";
import type { InvitationChoices } from "@/lib/invitations/choices";
import { numberWords } from "@/lib/words/counts";
import { BulkForAll } from "./bulk-for-all";
import { PartPager, usePart } from "./bulk-pages";
import { BulkRow } from "./bulk-row";
import { countsOf, type Judged, type Kind, kinds } from "./bulk-rows";
import { kindWords } from "./bulk-words";
import type { Draft } from "./draft";
import type { List } from "./use-list";

/** The check of a list before it is sent: counts that filter, bad rows first and mended in place, a role in each row. */
export function BulkCheck({
  list,
  rows,
  draft,
  own,
  choices,
  base,
  onDraft,
  onOwn,
}: {
  list: List;
  rows: readonly Judged[];
  draft: Draft;
  /** Roles chosen in rows, by address. */
  own: ReadonlyMap<string, string>;
  choices: InvitationChoices;
  base: string;
  onDraft: (part: Partial<Draft>) => void;
  onOwn: (email: string, roleId: string | null) => void;
}) {
  const [only, setOnly] = useState<Kind | null>(null);
  const counts = countsOf(rows);
  const filter = only && counts[only] > 0 ? only : null;
  // A bad row stays in sight while it is mended, whatever it has become.
  const fitting = rows.filter((row) => !filter || row.kind === filter || (filter === "bad" && row.first));
  const part = usePart(fitting, `${filter} ${list.version}`);
  return (
    <section className="checked" aria-label="Check">
      <BulkForAll draft={draft} choices={choices} onDraft={onDraft} />
      <div aria-live="polite" className="sr">
        {list.state === "ready" && `${counts.valid} of ${rows.length} addresses are valid.`}
      </div>
      {list.state === "failed" && (
        <Note kind="bad" announce>
          {list.message}{" "}
          <button type="button" className="link" onClick={list.retry}>
            Try again
          </button>
        </Note>
      )}
      {list.state === "idle" && (
        <EmptyState icon="mail" title="Nothing to check yet">
          Paste addresses or choose a file. Nothing is sent before you have seen what is in it.
        </EmptyState>
      )}
      {list.state === "checking" && rows.length === 0 && <RowSkeleton label="Checking addresses" />}
      {rows.length > 0 && list.state !== "failed" && (
        <>
          <fieldset className="kinds" aria-busy={list.state === "checking"}>
            <legend className="sr">Show</legend>
            <Count label="All" count={rows.length} pressed={filter === null} onPress={() => setOnly(null)} />
            {kinds
              .filter((kind) => counts[kind] > 0)
              .map((kind) => (
                <Count
                  key={kind}
                  {...kindWords[kind]}
                  count={counts[kind]}
                  pressed={filter === kind}
                  onPress={() => setOnly(kind)}
                />
              ))}
          </fieldset>
          {list.more > 0 && (
            <Note kind="warn">
              {numberWords(list.more)} more were left out: a list has at most 5,000 addresses.
            </Note>
          )}
          <section className="rows" aria-label="Addresses and what becomes of them">
            <table className="tbl">
              <caption className="sr">Check of {rows.length} addresses</caption>
              <thead>
                <tr>
                  <th scope="col">Line</th>
                  <th scope="col">Address</th>
                  <th scope="col">Check</th>
                  <th scope="col">Role</th>
                </tr>
              </thead>
              <tbody>
                {part.items.map((row) => (
                  <BulkRow
                    key={row.key}
                    row={row}
                    roles={choices.roles}
                    now={choices.now}
                    timeZone={choices.timeZone}
                    common={draft}
                    own={row.email ? own.get(row.email) : undefined}
                    base={base}
                    mendable={list.mendable}
                    onMend={(typed) => list.mend(row, typed)}
                    onOwn={(roleId) => row.email && onOwn(row.email, roleId)}
                  />
                ))}
              </tbody>
            </table>
          </section>
          <PartPager {...part} />
        </>
      )}
    </section>
  );
}

function Count({
  label,
  icon,
  count,
  pressed,
  onPress,
}: {
  label: string;
  icon?: IconName;
  count: number;
  pressed: boolean;
  onPress: () => void;
}) {
  return (
    <button type="button" className="flt" aria-pressed={pressed} onClick={onPress}>
      {icon && <Icon name={icon} />}
      {label} <span className="n">{numberWords(count)}</span>
    </button>
  );
}
