"use client";

import { useState } from "react";
import { AccessProfile } from "@/components/access-profile";
import { Button } from "@/components/ui/button";
import { Checkbox, ChoiceRow } from "@/components/ui/choice";
import { Icon } from "@/components/ui/icon";
import type { InvitationChoices, RoleChoice } from "@/lib/invitations/choices";
import { agreeing } from "@/lib/words/counts";
import { beyondThem } from "../../../locked";
import { WhyNotAny } from "../../../why-not";
import type { Draft } from "./draft";
import { PlacePicker } from "./place-picker";

const shownAtFirst = 4;

/** Workspace roles with their profiles, or none and a first place. What is beyond the ceiling says so. */
export function RolePicker({
  draft,
  choices,
  fields,
  onChange,
}: {
  draft: Draft;
  choices: InvitationChoices;
  fields: Record<string, string>;
  onChange: (part: Partial<Draft>) => void;
}) {
  const [all, setAll] = useState(false);
  const roles = choices.roles.filter(({ kind }) => kind !== "governance");
  const visible = all ? roles : roles.filter(({ id }, i) => i < shownAtFirst || draft.roleIds.includes(id));
  const hidden = roles.length - visible.length;
  const pick = (id: string, checked: boolean) =>
    onChange({
      place: null,
      roleIds: checked ? [...draft.roleIds, id] : draft.roleIds.filter((one) => one !== id),
    });
  return (
    <div>
      <fieldset aria-describedby={fields.roleIds ? "roles-error" : undefined}>
        <legend className="lab">Workspace roles</legend>
        <div className="choices">
          {visible.map((role) => (
            <ChoiceRow
              key={role.id}
              control={
                <Checkbox
                  checked={draft.roleIds.includes(role.id)}
                  disabled={role.beyond !== null}
                  onChange={(event) => pick(role.id, event.target.checked)}
                />
              }
              mark={<AccessProfile levels={role.profile} />}
              title={role.name}
              detail={detailOf(role)}
            />
          ))}
          {choices.places.length > 0 && (
            <ChoiceRow
              control={
                <Checkbox
                  checked={draft.place !== null}
                  onChange={(event) =>
                    onChange({
                      roleIds: [],
                      place: event.target.checked ? { roleId: "", resourceId: "" } : null,
                    })
                  }
                />
              }
              mark={
                <span className="no-role">
                  <Icon name="tree" />
                </span>
              }
              title="No workspace role"
              detail="Starts on one team or product only"
            />
          )}
        </div>
      </fieldset>
      {fields.roleIds && (
        <span className="err" id="roles-error" role="alert">
          <Icon name="warning" />
          {fields.roleIds}
        </span>
      )}
      {hidden > 0 && (
        <Button kind="quiet" size="s" onClick={() => setAll(true)}>
          Show {hidden} more {agreeing(hidden, "role", "roles")}
        </Button>
      )}
      <WhyNotAny
        locked={visible.flatMap(({ name, missing }) => beyondThem("give", missing, { label: name }))}
        about="offer every role"
      >
        Why not every role?
      </WhyNotAny>
      {draft.place && (
        <PlacePicker
          place={draft.place}
          choices={choices}
          fields={fields}
          onChange={(place) => onChange({ place })}
        />
      )}
    </div>
  );
}

function detailOf({ description, beyond }: RoleChoice): string {
  return beyond === null ? description : `More than you hold yourself: ${beyond}`;
}
