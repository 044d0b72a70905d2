"use client";

import { useState } from "react";
import { PersonCell } from "@/components/person-cell";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Time } from "@/components/ui/time";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import type { GroupMember } from "@/lib/groups/members";
import { removeMembersAction } from "../actions";
import { ConfirmChange } from "./confirm-change";

type Props = {
  workspace: string;
  group: { id: string; name: string };
  rows: readonly GroupMember[];
  mayManage: boolean;
  filtered: boolean;
  now: string;
  timeZone: string;
};

/** One page of the people in the group; they leave singly or several at once. */
export function MemberTable({ workspace, group, rows, mayManage, filtered, now, timeZone }: Props) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [leaving, setLeaving] = useState<readonly string[] | null>(null);
  const here = chosen.filter((id) => rows.some(({ membershipId }) => membershipId === id));
  if (rows.length === 0) return <Nobody filtered={filtered} />;
  const choose = (id: string, isChosen: boolean) =>
    setChosen(isChosen ? [...here, id] : here.filter((one) => one !== id));
  const named = (ids: readonly string[]) =>
    ids.length === 1
      ? (rows.find(({ membershipId }) => membershipId === ids[0])?.name ?? "1 person")
      : `${ids.length} people`;
  return (
    <>
      {here.length > 0 && (
        <div className="chosen-bar" role="status">
          <span>{here.length} chosen</span>
          <Button size="s" onClick={() => setLeaving(here)}>
            Remove from group
          </Button>
          <Button size="s" kind="quiet" onClick={() => setChosen([])}>
            Clear
          </Button>
        </div>
      )}
      <table className="tbl flat cards group-members">
        <caption className="sr">Members of {group.name}</caption>
        <thead>
          <tr>
            {mayManage && (
              <th scope="col" className="tick">
                <Checkbox
                  aria-label="Select everybody on this page"
                  checked={here.length === rows.length}
                  onChange={(event) =>
                    setChosen(event.target.checked ? rows.map(({ membershipId }) => membershipId) : [])
                  }
                />
              </th>
            )}
            <th scope="col">Member</th>
            <th scope="col">Since</th>
            <th scope="col" className="by">
              Added by
            </th>
            {mayManage && (
              <th scope="col">
                <span className="sr">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ membershipId, name, email, active, isYou, since, until, addedBy }) => (
            <tr
              key={membershipId}
              className={active ? undefined : "off"}
              aria-selected={here.includes(membershipId) || undefined}
            >
              {mayManage && (
                <td className="tick">
                  <Checkbox
                    aria-label={`Select ${name}`}
                    checked={here.includes(membershipId)}
                    onChange={(event) => choose(membershipId, event.target.checked)}
                  />
                </td>
              )}
              <th scope="row">
                <PersonCell
                  name={name}
                  second={active ? email : `${email}, deactivated`}
                  href={`/w/${workspace}/settings/members/${membershipId}`}
                  {...(isYou ? { tag: "You" } : {})}
                />
              </th>
              <td className="muted since">
                <Time at={since} now={now} zone={timeZone} />
                {until && <small>Until {dateWords(lastMomentOf(until), now, timeZone)}</small>}
              </td>
              <td className="muted by">
                {addedBy ? (
                  <>
                    {addedBy.name}
                    {addedBy.byInvitation && <small>By invitation</small>}
                  </>
                ) : (
                  <span title="The audit log does not tell">–</span>
                )}
              </td>
              {mayManage && (
                <td>
                  <IconButton
                    icon="close"
                    label={`Remove ${name} from the group`}
                    onClick={() => setLeaving([membershipId])}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {leaving && (
        <ConfirmChange
          workspace={workspace}
          groupId={group.id}
          title={`Remove ${named(leaving)} from ${group.name}`}
          verb="Remove"
          consequence="Works at once, in open tabs too."
          change={{ kind: "remove", membershipIds: [...leaving] }}
          act={removeMembersAction}
          input={{ membershipIds: leaving }}
          done={({ name, people }) =>
            people === 1 ? `${named(leaving)} is out of ${name}.` : `${people} people are out of ${name}.`
          }
          onDone={() => setChosen([])}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

function Nobody({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState icon="search" title="Nobody fits">
      Search for another name or address.
    </EmptyState>
  ) : (
    <EmptyState icon="person" title="Nobody is in this group yet">
      Add members one by one, or paste a list of addresses.
    </EmptyState>
  );
}
