"use client";

import { FieldFrame } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { InvitationChoices, PlaceChoice } from "@/lib/invitations/choices";

const kindNames: Record<PlaceChoice["kind"], string> = {
  campaign: "Campaigns",
  project: "Projects",
  action: "Actions",
  "data-product": "Data products",
  "data-table": "Data tables",
};

type Place = { roleId: string; resourceId: string };

/** The first place below the workspace, and the role there. */
export function PlacePicker({
  place,
  choices,
  fields,
  onChange,
}: {
  place: Place;
  choices: InvitationChoices;
  fields: Record<string, string>;
  onChange: (place: Place) => void;
}) {
  const chosen = choices.places.find(({ id }) => id === place.resourceId);
  const roles = choices.roles.filter(({ kind }) => kind !== "governance" || chosen?.kind === "data-product");
  return (
    <div className="first-place">
      <FieldFrame label="First place" error={fields.place ?? fields["place.resourceId"]}>
        {(field) => (
          <Select
            {...field}
            value={place.resourceId}
            onChange={(event) => onChange({ roleId: "", resourceId: event.target.value })}
          >
            <option value="" disabled>
              Choose a team or product
            </option>
            {Object.entries(kindNames).map(([kind, label]) => {
              const places = choices.places.filter((one) => one.kind === kind);
              return (
                places.length > 0 && (
                  <optgroup key={kind} label={label}>
                    {places.map(({ id, name, within }) => (
                      <option key={id} value={id}>
                        {within.length > 0 ? `${name} (in ${within.join(" / ")})` : name}
                      </option>
                    ))}
                  </optgroup>
                )
              );
            })}
          </Select>
        )}
      </FieldFrame>
      <FieldFrame label="Role there" error={fields["place.roleId"]}>
        {(field) => (
          <Select
            {...field}
            value={place.roleId}
            disabled={!chosen}
            onChange={(event) => onChange({ ...place, roleId: event.target.value })}
          >
            <option value="" disabled>
              Choose a role
            </option>
            {roles.map(({ id, name }) => {
              const refused = chosen?.refused.includes(id) ?? false;
              return (
                <option key={id} value={id} disabled={refused}>
                  {refused ? `${name} (more than you hold there)` : name}
                </option>
              );
            })}
          </Select>
        )}
      </FieldFrame>
    </div>
  );
}
