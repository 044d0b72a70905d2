"use client";

import type { ReactNode } from "react";
import { AccessProfile } from "@/components/access-profile";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import type { InvitationChoices } from "@/lib/invitations/choices";
import { AccessEnds } from "./access-ends";
import { type Draft, lastDayOf, sumOf } from "./draft";
import { GroupPicker } from "./group-picker";
import { RolePicker } from "./role-picker";

/** What every row gets unless it says otherwise: roles, groups, an end. */
export function BulkForAll({
  draft,
  choices,
  onDraft,
}: {
  draft: Draft;
  choices: InvitationChoices;
  onDraft: (part: Partial<Draft>) => void;
}) {
  const groups = choices.groups.filter(({ id }) => draft.groupIds.includes(id)).map(({ name }) => name);
  const { place, roleIds } = draft;
  const named = choices.roles.filter(({ id }) => roleIds.includes(id)).map(({ name }) => name);
  const role = place ? placeInWords(place, choices) : named.length > 0 ? firstOf(named) : "Choose a role";
  return (
    <fieldset className="for-all">
      <legend className="sr">For all rows</legend>
      <Chooser
        label="Role for all"
        value={role}
        mark={named.length > 0 && <AccessProfile levels={sumOf({ ...draft, groupIds: [] }, choices)} />}
      >
        <RolePicker draft={draft} choices={choices} fields={{}} onChange={onDraft} />
      </Chooser>
      {choices.groups.length > 0 && (
        <Chooser label="Groups" value={groups.length > 0 ? firstOf(groups) : "None"}>
          <GroupPicker
            groups={choices.groups}
            chosen={draft.groupIds}
            error={undefined}
            onChange={(groupIds) => onDraft({ groupIds })}
          />
        </Chooser>
      )}
      <Chooser label="Ends" value={lastDayOf(draft, new Date(), choices.timeZone) ?? "Never"}>
        <AccessEnds draft={draft} timeZone={choices.timeZone} error={undefined} onChange={onDraft} />
      </Chooser>
    </fieldset>
  );
}

function Chooser({
  label,
  value,
  mark,
  children,
}: {
  label: string;
  value: string;
  mark?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className="chooser">
      <span aria-hidden="true">{label}</span>
      <Popover
        label={label}
        trigger={
          <button type="button" className="btn" aria-label={`${label}: ${value}`}>
            {mark}
            <span className="cut">{value}</span>
            <Icon name="chevron-down" />
          </button>
        }
      >
        <div className="invite chooser-panel">{children}</div>
      </Popover>
    </span>
  );
}

function firstOf([first = "", ...others]: readonly string[]): string {
  return others.length > 0 ? `${first} +${others.length}` : first;
}

function placeInWords(place: NonNullable<Draft["place"]>, { roles, places }: InvitationChoices): string {
  const role = roles.find(({ id }) => id === place.roleId);
  const where = places.find(({ id }) => id === place.resourceId);
  return role && where ? `${role.name} on ${where.name}` : "Choose a first place";
}
